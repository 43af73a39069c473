/// Where in a trace somebody is: what travels with a request (W3C Trace Context, level 1).
package struct TraceContext: Hashable, Sendable {
    package let trace: TraceID
    /// The span that asks.
    package let span: SpanID
    /// Whether the caller may have recorded the trace: then it is recorded here too.
    package let isSampled: Bool
    /// The header `tracestate` as it came, where it is one; other systems' own. It goes no further than the first node.
    package let state: String?

    package init(trace: TraceID, span: SpanID, isSampled: Bool, state: String? = nil) {
        self.trace = trace
        self.span = span
        self.isSampled = isSampled
        self.state = state
    }

    /// The header's value in version 00.
    package var traceparent: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }

    /// Reads a `traceparent` (section 3.2.2); nil for one that is not valid, which counts as none. Of a version that is not
    /// known, what version 00 has is read, and what follows is passed over (section 4.3).
    ///
    /// - Parameter state: the values of `tracestate`, in their order; dropped as a whole where one is not valid.
    package init?(traceparent: String, state: [String] = []) {
        let bytes = Array(traceparent.utf8)
        let dash = UInt8(ascii: "-")
        guard (55...Self.longest).contains(bytes.count), bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = TraceText.number(bytes[0..<2]), version != 0xff,
            bytes.count == 55 || (version > 0 && bytes[55] == dash),
            let high = TraceText.number(bytes[3..<19]), let low = TraceText.number(bytes[19..<35]),
            let trace = TraceID(high: high, low: low),
            let span = TraceText.number(bytes[36..<52]).flatMap({ SpanID($0) }),
            let flags = TraceText.number(bytes[53..<55])
        else { return nil }
        self.init(trace: trace, span: span, isSampled: flags & 1 == 1, state: TraceState.checked(state))
    }

    /// No version that is known is longer; a later one may be.
    private static let longest = 256

    /// What the fields of an HTTP request say; nil where they say nothing, or say it twice.
    ///
    /// - Parameter fields: names in lower case, in their order.
    package init?(fields: some Sequence<(String, String)>) {
        var parent: String?
        var state: [String] = []
        for (name, value) in fields {
            switch name {
            case "traceparent":
                guard parent == nil else { return nil }
                parent = value
            case "tracestate": state.append(value)
            default: continue
            }
        }
        guard let parent else { return nil }
        self.init(traceparent: parent, state: state)
    }
}
