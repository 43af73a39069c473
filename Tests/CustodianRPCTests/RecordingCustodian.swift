import Custodian
import CustodianContract
import KeyMap
import Synchronization

/// Answers every use with a partial that repeats the request's alpha, and remembers who asked.
final class RecordingCustodian: CustodianService {
    let callers = Mutex<[String]>([])

    func use(_ use: ShareUse, gateway: String) async -> ShareResult {
        callers.withLock { $0.append(gateway) }
        guard case .evaluatePRF(_, let alpha, _) = use.action else {
            return .refused(Refusal(.malformed, "only evaluations are answered"))
        }
        return .partial(PRFPartial(epoch: use.epoch, element: alpha, proof: nil))
    }

    func untilReady() async throws {}

    func knownHead() async throws -> KeyMapHead { .empty }

    func install(snapshot: [SignedChange], head: SignedHead) async throws -> UInt64 { head.head.revision }

    func apply(_ changes: [SignedChange]) async throws -> UInt64 { changes.last?.change.revision ?? 0 }

    func generateKey(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer { .abandoned }

    func describe() async -> CustodianDescription {
        CustodianDescription(
            custodian: CustodianID("custodian-1"), boot: [1], revision: 7, shares: 2, preparedShares: 0, lockedBytes: 0,
            isHardened: false)
    }
}
