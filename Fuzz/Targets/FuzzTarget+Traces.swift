import Telemetry

extension FuzzTarget {
    /// What clients and nodes say of traces: a `traceparent`, and fields of a request with states.
    static let traces = FuzzTarget(
        "traces",
        forms: [
            FuzzForm { (bytes) throws(BrokenProperty) in
                guard let context = TraceContext(traceparent: String(decoding: bytes, as: UTF8.self)) else {
                    return false
                }
                try require(bytes.count <= 256, "a header of any length is taken for a trace")
                try require(context.traceparent.utf8.count == 55, "a trace has a header of another length")
                try require(
                    TraceContext(traceparent: context.traceparent) == context, "a trace is not read from its own header"
                )
                if bytes.starts(with: "00-".utf8) {
                    try require(
                        context.traceparent.utf8.prefix(53).elementsEqual(bytes.prefix(53)),
                        "a header of version 00 has a second rendering")
                }
                return true
            },
            FuzzForm { (bytes) throws(BrokenProperty) in
                let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                let fields = lines.map { line -> (String, String) in
                    let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
                    return (
                        String(decoding: parts.first ?? [], as: UTF8.self),
                        String(decoding: parts.dropFirst().first ?? [], as: UTF8.self)
                    )
                }
                guard let context = TraceContext(fields: fields) else { return false }
                let isOnce = fields.count { $0.0 == "traceparent" } == 1
                try require(isOnce, "a trace is taken from several headers")
                if let state = context.state {
                    try require(state.utf8.count <= 512, "a state of any length is kept")
                    try require(
                        state.utf8.allSatisfy { $0 == 9 || (0x20...0x7e).contains($0) },
                        "a state has control characters")
                    let again = TraceContext(traceparent: context.traceparent, state: [state])
                    try require(again == context, "a state is not taken again")
                }
                return true
            },
        ])
}
