/// Begins the spans of a node, and hands those that are done to whoever writes them.
package final class Tracer: Sendable {
    /// The most bytes of one text that stands in a span.
    private static let longestText = 256

    /// `service.name` and `service.instance.id` of all spans.
    package let service: String
    package let instance: String
    /// How many of 2^32 traces that begin here are recorded.
    private let sampled: UInt64
    private let random: @Sendable () -> UInt64
    /// Nanoseconds since 1970.
    private let clock: @Sendable () -> Int64
    private let take: @Sendable (Span) -> Void

    /// - Parameters:
    ///   - sample: the share of requests without a trace of their own that begin one, 0 to 1.
    ///   - random: numbers for ids; nobody has to be unable to guess them.
    ///   - clock: nanoseconds since 1970.
    ///   - take: called with each span that is done. Must not wait.
    package init(
        service: String, instance: String, sample: Double, random: @escaping @Sendable () -> UInt64,
        clock: @escaping @Sendable () -> Int64, take: @escaping @Sendable (Span) -> Void
    ) {
        self.service = service
        self.instance = instance
        sampled = UInt64((min(max(sample, 0), 1) * Double(UInt64(1) << 32)).rounded())
        self.random = random
        self.clock = clock
        self.take = take
    }

    /// Begins the span of a request that came from outside: of its trace where it has one, which says whether it is recorded,
    /// else of a new one, which chance says it of.
    ///
    /// - Returns: nil where nothing is recorded.
    package func begin(
        _ name: @autoclosure () -> String, from context: TraceContext?,
        attributes: @autoclosure () -> [(String, Span.Value)] = []
    ) -> ActiveSpan? {
        if let context { return begin(name(), .server, under: context, attributes: attributes()) }
        guard sampled > 0, random() >> 32 < sampled else { return nil }
        guard let trace = TraceID(high: random(), low: random()), let span = SpanID(random()) else { return nil }
        return ActiveSpan(
            self, TraceContext(trace: trace, span: span, isSampled: true), parent: nil, name(), .server,
            at: clock(), attributes())
    }

    /// Begins a span under another one.
    ///
    /// - Returns: nil where nothing is recorded.
    package func begin(
        _ name: @autoclosure () -> String, _ kind: Span.Kind, under parent: TraceContext,
        attributes: @autoclosure () -> [(String, Span.Value)] = []
    ) -> ActiveSpan? {
        guard parent.isSampled, let span = SpanID(random()) else { return nil }
        // What other systems say of the trace stays with the first span: nodes of the fleet do not hand it on.
        let context = TraceContext(
            trace: parent.trace, span: span, isSampled: true, state: kind == .server ? parent.state : nil)
        return ActiveSpan(self, context, parent: parent.span, name(), kind, at: clock(), attributes())
    }

    fileprivate func end(_ span: ActiveSpan, _ status: Span.Status, _ attributes: [(String, Span.Value)]) {
        let all = (span.attributes + attributes).map { (name: $0.0, value: Self.limited($0.1)) }
        take(
            Span(
                context: span.context, parent: span.parent, name: span.name, kind: span.kind, start: span.start,
                end: max(clock(), span.start), status: status, attributes: all))
    }

    private static func limited(_ value: Span.Value) -> Span.Value {
        guard case .text(let text) = value, text.utf8.count > longestText else { return value }
        return .text(String(decoding: text.utf8.prefix(longestText), as: UTF8.self))
    }
}

/// A span that is not done yet.
package struct ActiveSpan: Sendable {
    private let tracer: Tracer
    /// What asks others in its name.
    package let context: TraceContext
    fileprivate let parent: SpanID?
    fileprivate let name: String
    fileprivate let kind: Span.Kind
    fileprivate let start: Int64
    fileprivate let attributes: [(String, Span.Value)]

    fileprivate init(
        _ tracer: Tracer, _ context: TraceContext, parent: SpanID?, _ name: String, _ kind: Span.Kind, at start: Int64,
        _ attributes: [(String, Span.Value)]
    ) {
        self.tracer = tracer
        self.context = context
        self.parent = parent
        self.name = name
        self.kind = kind
        self.start = start
        self.attributes = attributes
    }

    /// The work is done; once for each span.
    ///
    /// - Parameter error: OpenTelemetry's `error.type`, a name and no text of anybody's; nil where it went well.
    package func end(error: String? = nil, attributes: [(String, Span.Value)] = []) {
        let outcome: [(String, Span.Value)] = error.map { [("error.type", .text($0))] } ?? []
        tracer.end(self, error == nil ? .unset : .error, attributes + outcome)
    }
}
