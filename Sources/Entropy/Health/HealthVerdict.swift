/// What the health tests say of one span of samples.
package struct HealthVerdict: Equatable, Sendable {
    /// The first alarm within the span. There may be more; the monitor counts them.
    package let alarm: HealthAlarm?
    /// Whether these samples may be used: the source was healthy before them, and none of them made a test alarm.
    package let mayBeUsed: Bool
}
