import CustodianContract
import Telemetry

/// A call from another node, in the trace that it belongs to by that one's word. Nothing but tracing depends on it.
struct IncomingCall: Sendable {
    private let span: ActiveSpan?
    /// What calls that are made for it belong to; nil where nothing is recorded.
    private let context: TraceContext?

    /// - Parameter traceparent: as it came; what is not valid counts as none.
    init(
        _ method: String, from traceparent: String, by tracer: Tracer?,
        _ attributes: @autoclosure () -> [(String, Span.Value)] = []
    ) {
        guard !traceparent.isEmpty, let parent = TraceContext(traceparent: traceparent), parent.isSampled else {
            (span, context) = (nil, nil)
            return
        }
        span = tracer?.begin(method, .server, under: parent, attributes: RPCAttributes.of(method) + attributes())
        context = span?.context ?? parent
    }

    var isTraced: Bool { context != nil }

    func end(error: String? = nil) {
        span?.end(error: error)
    }

    /// Runs what the call asks for, as a part of its trace. The call does not end with it.
    func run<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        guard let context else { return try await body() }
        return try await Tracing.$current.withValue(context) { try await body() }
    }
}

extension UseBatch {
    /// Computes the uses, each a span of its own trace.
    func traced(by tracer: Tracer?, _ compute: () async -> [ShareResult]) async -> [ShareResult] {
        guard isTraced else { return await compute() }
        let calls = zip(uses, traceparents).map { use, traceparent in
            IncomingCall("quorate.custodian.v1.Custodian/Use", from: traceparent, by: tracer, RPCAttributes.of(use))
        }
        // Uses that are computed together ask nobody else; one that does is alone in its part.
        let results = calls.count == 1 ? await calls[0].run(compute) : await compute()
        for (call, result) in zip(calls, results) { call.end(error: result.errorType) }
        return results
    }
}
