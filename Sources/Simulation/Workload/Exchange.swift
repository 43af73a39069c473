import AWSProtocol
import Gateway
import GatewayTestSupport
import KeyMap
import SteadyTime

/// A request that was answered, or not, and what was known around it.
struct Exchange: Sendable {
    let operation: KMSOperation
    /// Which process answered.
    let gateway: Incarnation
    /// Nil where the gateway was lost before it answered.
    let answer: KMSAnswer?
    let duration: Duration

    var isDone: Bool { answer?.status == 200 }
    var error: String? { answer?.error }

    var description: String {
        let outcome = answer.map { $0.error.map { "\($0)" } ?? "done" } ?? "lost"
        return "\(operation) at \(gateway.site): \(outcome), \(duration)"
    }
}

extension SimulatedFleet {
    /// The longest that a request may take: 5 s are promised.
    static let promise = Duration.seconds(5)

    /// Sends a request as an authenticated client does.
    ///
    /// - Returns: nil where the gateway does not serve.
    func send(_ operation: KMSOperation, _ body: String, to gateway: SimulatedGateway, id: String) async -> Exchange? {
        guard let process = try? gateway.running() else { return nil }
        let call = KMSCall(
            details: CallDetails(requestID: id, sourceAddress: "127.0.0.1", userAgent: nil, invocationID: nil),
            operation: operation, client: Self.client, region: World.region, body: Array(body.utf8))
        let begin = clock.now
        let answer = try? await network.call(from: clients, to: gateway.site) {
            try await gateway.running().gateway.answer(call)
        }
        let exchange = Exchange(
            operation: operation, gateway: process.incarnation, answer: answer, duration: clock.now - begin)
        faults.note(exchange.description + (answer?.message ?? ""))
        if let answer {
            if exchange.duration > Self.promise {
                faults.report("\(exchange.description): longer than promised")
            }
            if answer.error == "KMSInternalException", (try? gateway.running())?.incarnation == process.incarnation {
                faults.report("\(exchange.description): an internal error")
            }
        }
        return exchange
    }

    private static let client = AuthenticatedClient(
        accessKeyID: "AKIDEXAMPLE", arn: "arn:aws:iam::111122223333:user/dev", account: "111122223333")
}
