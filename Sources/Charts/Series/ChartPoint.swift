/// A point of a series as it was observed.
package struct ChartPoint: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00.
    package var time: Int64
    /// Nil, not a number or infinite when it is missing, which is not zero.
    package var value: Double?

    package init(time: Int64, value: Double?) {
        self.time = time
        self.value = value
    }
}
