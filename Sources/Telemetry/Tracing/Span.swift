/// A piece of work that is done, in OpenTelemetry's terms.
package struct Span: Sendable {
    /// What a span is to others: OpenTelemetry's `SpanKind`.
    package enum Kind: String, Sendable {
        case server = "SERVER"
        case client = "CLIENT"
    }

    /// OpenTelemetry's status.
    package enum Status: String, Sendable {
        case unset = "UNSET"
        case error = "ERROR"
    }

    /// The value of an attribute: text that nobody else writes, or a number.
    package enum Value: Hashable, Sendable {
        case text(String)
        case integer(Int)
    }

    package let context: TraceContext
    /// The span that asked for it; nil for a trace that begins here.
    package let parent: SpanID?
    package let name: String
    package let kind: Kind
    /// Nanoseconds since 1970.
    package let start: Int64
    package let end: Int64
    package let status: Status
    /// In the order in which they are written.
    package let attributes: [(name: String, value: Value)]
}
