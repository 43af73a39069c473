import Custodian
import CustodianContract
import KeyGeneration
import KeyMap

/// Wraps an honest custodian and changes what it answers. Ceremonies and the key map stay honest.
struct DishonestCustodian: CustodianService {
    let honest: any CustodianService
    let conduct: LyingConduct
    /// To whom it lies, by gateway's or custodian's id; to everybody where there are none.
    let victims: Set<String>

    private func isVictim(_ peer: String) -> Bool { victims.isEmpty || victims.contains(peer) }

    func use(_ uses: [ShareUse], gateway: String) async -> [ShareResult] {
        guard isVictim(gateway) else { return await honest.use(uses, gateway: gateway) }
        await conduct.dawdle()
        let results = await honest.use(uses, gateway: gateway)
        var falseBatches: [ObjectIdentifier: PartialBatch] = [:]
        var twisted: [ShareResult] = []
        for (use, result) in zip(uses, results) {
            switch result {
            case .partial(let partial): twisted.append(.partial(conduct.twisted(partial, &falseBatches)))
            case .agreement(let partial): twisted.append(.agreement(conduct.twisted(partial)))
            case .replicated(let partial): twisted.append(.replicated(conduct.twisted(partial)))
            case .signature(let share):
                let falseShare = await conduct.twisted(share, of: use, gateway: gateway, honest)
                twisted.append(.signature(falseShare))
            case .nonces(let batch):
                let falseBatch = await conduct.twisted(batch, of: use, gateway: gateway, honest)
                twisted.append(.nonces(falseBatch))
            case .performed(let done): twisted.append(.performed(conduct.twisted(done, of: use)))
            case .importParameters, .refused: twisted.append(result)
            }
        }
        return twisted
    }

    func untilReady() async throws {
        try await honest.untilReady()
    }

    func adopt(_ members: FleetMembers) { honest.adopt(members) }

    func knownHead() async throws -> KeyMapHead {
        try await honest.knownHead()
    }

    func install(snapshot: [SignedChange], head: SignedHead) async throws -> UInt64 {
        try await honest.install(snapshot: snapshot, head: head)
    }

    func apply(_ changes: [SignedChange]) async throws -> UInt64 {
        try await honest.apply(changes)
    }

    func generateKey(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer {
        try await honest.generateKey(step)
    }

    func material(_ step: MaterialStep) async throws(Refusal) -> WrappedMaterial {
        try await honest.material(step)
    }

    func release(_ signed: SignedPermit, to peer: CustodianID) async throws(Refusal) -> ShareRelease {
        guard isVictim(peer.description) else { return try await honest.release(signed, to: peer) }
        await conduct.dawdle()
        return conduct.twisted(try await honest.release(signed, to: peer), under: signed.permit, to: peer)
    }

    func refuseUnreadablePermit(from peer: CustodianID, reason: String) async -> Refusal {
        await honest.refuseUnreadablePermit(from: peer, reason: reason)
    }

    func close(_ close: PermitClose) {
        honest.close(close)
    }

    func describe() async -> CustodianDescription {
        await honest.describe()
    }
}
