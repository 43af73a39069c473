import CustodianContract
import GRPCCore
import Telemetry

/// A call of another node, as the trace of whoever makes it sees it. It costs nothing where nothing is recorded.
struct OutgoingCall: Sendable {
    private let span: ActiveSpan?
    /// What the other node is told of the trace: a `traceparent`, empty for nothing.
    let traceparent: String

    /// - Parameters:
    ///   - method: `package.Service/Method`.
    ///   - tracer: nil for a node that records nothing itself, and passes on what it was told.
    init(
        _ method: String, by tracer: Tracer?, _ attributes: @autoclosure () -> [(String, Span.Value)] = []
    ) {
        guard let parent = Tracing.sampled else {
            (span, traceparent) = (nil, "")
            return
        }
        span = tracer?.begin(method, .client, under: parent, attributes: RPCAttributes.of(method) + attributes())
        traceparent = (span?.context ?? parent).traceparent
    }

    func end(_ error: (any Error)? = nil) {
        span?.end(error: error.map(RPCAttributes.type))
    }

    func end(_ result: ShareResult) {
        span?.end(error: result.errorType)
    }

    /// Runs the call, and ends with it.
    func ending<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            let value = try await body()
            end()
            return value
        } catch {
            end(error)
            throw error
        }
    }
}

/// The attributes of calls between nodes, in OpenTelemetry's terms. None holds more than names, ids and codes.
enum RPCAttributes {
    static func of(_ method: String) -> [(String, Span.Value)] {
        let parts = method.split(separator: "/", maxSplits: 1).map(String.init)
        return [
            ("rpc.system", .text("grpc")), ("rpc.service", .text(parts.first ?? "")),
            ("rpc.method", .text(parts.last ?? "")),
        ]
    }

    static func of(_ use: ShareUse) -> [(String, Span.Value)] {
        [
            ("quorate.action", .text(use.action.name)), ("quorate.key.id", .text("\(use.share.key)")),
            ("quorate.request.id", .text(use.clientRequest)),
        ]
    }

    /// What went wrong, as a name: the text of an error may say more than a trace should.
    static func type(of error: any Error) -> String {
        switch error {
        case let refusal as Refusal: "\(refusal.code)"
        case let error as RPCError: "\(error.code)"
        case is LinkError: "unreachable"
        case is CancellationError: "cancelled"
        default: "\(Swift.type(of: error))"
        }
    }
}

extension ShareResult {
    /// As ``RPCAttributes/type(of:)``; nil for a result.
    var errorType: String? {
        if case .refused(let refusal) = self { "\(refusal.code)" } else { nil }
    }
}
