/// Something that takes some time and is worth a note in a chart: a match, a sale, a maintenance window.
package struct ChartEvent: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00.
    package var start: Int64
    /// Seconds since 1970-01-01T00:00:00.
    package var end: Int64
    /// For people.
    package var label: String

    package init(start: Int64, end: Int64, label: String) {
        self.start = start
        self.end = end
        self.label = label
    }
}
