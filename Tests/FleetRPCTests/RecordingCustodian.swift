import Custodian
import CustodianContract
import KeyMap
import Synchronization

/// Answers every use with a partial that repeats the request's alpha or point, and remembers who asked.
final class RecordingCustodian: CustodianService {
    let callers = Mutex<[String]>([])
    /// The custodians that asked for shares.
    let peers = Mutex<[CustodianID]>([])
    /// Who sent permits that could not be read.
    let unreadable = Mutex<[CustodianID]>([])
    /// The closed permits.
    let closes = Mutex<[PermitClose]>([])
    /// How many uses came together, each time.
    let batches = Mutex<[Int]>([])
    private let isHolding = Mutex(false)
    private let isHoldingAll = Mutex(false)

    /// Whether requests to rebuild a key get no answer from here on.
    func holdRebuilds(_ isHolding: Bool) {
        self.isHolding.withLock { $0 = isHolding }
    }

    /// Whether no request gets an answer from here on.
    func holdAll(_ isHolding: Bool) {
        isHoldingAll.withLock { $0 = isHolding }
    }

    func use(_ uses: [ShareUse], gateway: String) async -> [ShareResult] {
        batches.withLock { $0.append(uses.count) }
        while isHoldingAll.withLock({ $0 }), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(10)) }
        var results: [ShareResult] = []
        for use in uses { results.append(await answer(use, gateway: gateway)) }
        return results
    }

    private func answer(_ use: ShareUse, gateway: String) async -> ShareResult {
        callers.withLock { $0.append(gateway) }
        if case .perform = use.action {
            while isHolding.withLock({ $0 }), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(10)) }
            return .performed(OperationResult(output: [], custodians: [], liars: [], attempts: 1))
        }
        if case .agree(let peer) = use.action {
            return .agreement(
                AgreementPartial(
                    epoch: use.epoch, element: peer,
                    proof: PRFPartial.Proof(first: [1] + peer, second: [2] + peer, response: [3] + peer)))
        }
        if case .evaluateReplicated(let contextDigest, let alpha, let responders, let crossChecked) = use.action {
            return .replicated(
                ReplicatedPartial(
                    epoch: use.epoch, responders: responders, values: contextDigest + alpha + [crossChecked ? 1 : 0]))
        }
        guard case .evaluatePRF(_, let alpha, _) = use.action else {
            return .refused(Refusal(.malformed, "only evaluations and agreements are answered"))
        }
        return .partial(PRFPartial(epoch: use.epoch, element: alpha, proof: nil))
    }

    func untilReady() async throws {}

    func adopt(_ members: FleetMembers) {}

    func knownHead() async throws -> KeyMapHead { .empty }

    func install(snapshot: [SignedChange], head: SignedHead) async throws -> UInt64 { head.head.revision }

    func apply(_ changes: [SignedChange]) async throws -> UInt64 { changes.last?.change.revision ?? 0 }

    func generateKey(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer { .abandoned }

    func material(_ step: MaterialStep) async throws(Refusal) -> WrappedMaterial {
        throw Refusal(.forbidden, "no material here")
    }

    /// A release that repeats the permit's id.
    func release(_ signed: SignedPermit, to peer: CustodianID) async throws(Refusal) -> ShareRelease {
        peers.withLock { $0.append(peer) }
        guard let member = signed.permit.members.first else { throw Refusal(.forbidden, "no members") }
        return ShareRelease(index: member.index, sealed: signed.permit.id, signature: signed.signature)
    }

    func refuseUnreadablePermit(from peer: CustodianID, reason: String) async -> Refusal {
        unreadable.withLock { $0.append(peer) }
        return Refusal(.malformed, reason)
    }

    func close(_ close: PermitClose) {
        closes.withLock { $0.append(close) }
    }

    func describe() async -> CustodianDescription {
        CustodianDescription(
            custodian: CustodianID("custodian-1"), boot: [1], revision: 7, shares: 2, preparedShares: 0, lockedBytes: 0,
            isHardened: false)
    }
}
