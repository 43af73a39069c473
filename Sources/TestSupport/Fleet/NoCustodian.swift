import Custodian
import CustodianContract
import KeyMap

/// The far end of a link whose custodian does not run yet.
struct NoCustodian: CustodianService {
    struct NotRunning: Error {}

    func use(_ uses: [ShareUse], gateway: String) async -> [ShareResult] {
        uses.map { _ in .refused(Refusal(.unavailable, "not running")) }
    }

    func untilReady() async throws { throw NotRunning() }
    func adopt(_ members: FleetMembers) {}

    func knownHead() async throws -> KeyMapHead { throw NotRunning() }
    func install(snapshot: [SignedChange], head: SignedHead) async throws -> UInt64 { throw NotRunning() }
    func apply(_ changes: [SignedChange]) async throws -> UInt64 { throw NotRunning() }
    func generateKey(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer { throw NotRunning() }

    func material(_ step: MaterialStep) async throws(Refusal) -> WrappedMaterial {
        throw Refusal(.unavailable, "not running")
    }

    func release(_ signed: SignedPermit, to peer: CustodianID) async throws(Refusal) -> ShareRelease {
        throw Refusal(.unavailable, "not running")
    }

    func refuseUnreadablePermit(from peer: CustodianID, reason: String) async -> Refusal {
        Refusal(.unavailable, "no custodian runs here")
    }

    func close(_ close: PermitClose) {}

    func describe() async -> CustodianDescription {
        CustodianDescription(
            custodian: CustodianID("none"), boot: [], revision: 0, shares: 0, preparedShares: 0, lockedBytes: 0,
            isHardened: false)
    }
}
