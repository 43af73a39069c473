import Custodian
import CustodianContract
import KeyMap
import SteadyTime
import Synchronization

/// A gateway's way to one custodian.
final class SimulatedLink: CustodianLink {
    private struct State {
        var open: [UInt64: ContinuousClock.Instant] = [:]
        var next: UInt64 = 0
    }

    private let seat: SimulatedCustodian
    private let incarnation: Incarnation
    private let state = Mutex(State())

    init(_ seat: SimulatedCustodian, at incarnation: Incarnation) {
        self.seat = seat
        self.incarnation = incarnation
    }

    var custodian: CustodianID { seat.id }

    var isConnected: Bool { seat.world.network.isConnected(incarnation, seat.site) }

    var unanswered: Duration? {
        let now = seat.world.clock.now
        return state.withLock { $0.open.values.min().map { now - $0 } }
    }

    func use(_ use: ShareUse) async throws -> ShareResult {
        let reply = Reply<ShareResult>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                reply.begin(continuation)
                send(use) { reply.end($0) }
            }
        } onCancel: {
            reply.end(.failure(CancellationError()))
        }
    }

    func send(_ use: ShareUse, answer: @escaping @Sendable (Result<ShareResult, any Error>) -> Void) {
        let now = seat.world.clock.now
        let id = state.withLock { state in
            state.next += 1
            state.open[state.next] = now
            return state.next
        }
        // The connection's own: it goes on when the request's caller has given up.
        Task.detached { [self] in
            let result: Result<ShareResult, any Error>
            do {
                let gateway = incarnation.site.description
                result = .success(
                    try await seat.world.network.call(from: incarnation, to: seat.site) { [seat] in
                        try await seat.running().untilReady()
                        return try await seat.use(use, gateway: gateway)
                    })
            } catch let lost as Lost {
                result = .failure(LinkError(custodian: custodian, reason: lost.description))
            } catch {
                result = .failure(error)
            }
            state.withLock { $0.open[id] = nil }
            answer(result)
        }
    }
}
