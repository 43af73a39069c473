/// A point of a series and what a detector said of it.
package struct ScoredPoint: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00.
    package var time: Int64
    /// Nil, not a number or infinite when it is missing, which is not zero.
    package var value: Double?
    /// 0...1; nil when there is none.
    package var score: Double?
    /// What the alarm is about, for people, such as "spike"; nil when there is no alarm.
    package var alarm: String?

    package init(time: Int64, value: Double?, score: Double?, alarm: String? = nil) {
        self.time = time
        self.value = value
        self.score = score
        self.alarm = alarm
    }
}
