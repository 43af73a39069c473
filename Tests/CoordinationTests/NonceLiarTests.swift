import Coordination
import Custodian
import CustodianContract
import KeyMap
import Synchronization
import TestSupport
import Testing

@Suite("Custodians that lie about nonces")
struct NonceLiarTests {
    private static let message: [UInt8] = [1, 2, 3]

    /// Signs until somebody was caught, each time with a right signature.
    private func untilCaught(_ fleet: ClientFleet, _ key: KeyRecord) async throws {
        for number in UInt8(0)..<100 where fleet.liars.isEmpty {
            let signed = try await fleet.sign([number], .ed25519, key)
            #expect(ClientFleet.isValid(signed, [number], .ed25519, key))
        }
    }

    private func expectCaught(
        _ fleet: ClientFleet, _ liar: TestFleet.Seat, _ kind: Misbehaviour,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(fleet.liars == [liar.id] && fleet.kindsOfLies == [kind], sourceLocation: sourceLocation)
        #expect(fleet.roster.isQuarantined(liar.id), sourceLocation: sourceLocation)
    }

    /// The commitments of a custodian's own in each request to sign.
    private func ownCommitments(of seat: TestFleet.Seat, _ index: Int) -> [SignerCommitment] {
        seat.link.uses.compactMap { use in
            guard case .sign(_, _, let commitments, _) = use.action else { return nil }
            return commitments.first { $0.index == index }
        }
    }

    /// Has what a custodian offers go through `change`, alone or beside a share.
    private func intercept(
        _ seat: TestFleet.Seat,
        _ change: @escaping @Sendable (NonceBatch, ShareUse, any CustodianService) async -> NonceBatch
    ) {
        seat.link.intercept(results: { use, result, service in
            switch result {
            case .nonces(let batch): return .nonces(await change(batch, use, service))
            case .signature(let share):
                guard let fresh = share.fresh else { return result }
                return .signature(
                    SignatureShare(epoch: share.epoch, share: share.share, fresh: await change(fresh, use, service)))
            default: return result
            }
        })
    }

    @Test("trap 14: an old batch in answer to a fresh request is seen before anything is signed with it")
    func replayed() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.ed25519)
        let liar = fleet.fleet.seat(2)
        let old = OldBatch()
        intercept(liar) { batch, _, _ in old.first(batch) }
        try await untilCaught(fleet, key)
        try await expectCaught(fleet, liar, .replayedNonces)
        let own = ownCommitments(of: liar, 2)
        #expect(!own.isEmpty && Set(own).count == own.count)
    }

    @Test("trap 14: a batch that has the same commitment twice is none")
    func twice() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.ed25519)
        let liar = fleet.fleet.seat(3)
        intercept(liar) { batch, use, _ in
            batch.offering(batch.commitments + batch.commitments.prefix(1), for: use, by: liar)
        }
        try await untilCaught(fleet, key)
        try await expectCaught(fleet, liar, .replayedNonces)
        #expect(ownCommitments(of: liar, 3).isEmpty)
    }

    @Test(
        "trap 14: commitments of another gateway's, which the custodian does not know here, are found out the second time"
    )
    func borrowed() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.ed25519)
        let liar = fleet.fleet.seat(4)
        intercept(liar) { batch, use, service in
            let asked = ShareUse(key, .commitNonces(batch.scheme, count: batch.commitments.count))
            guard case .nonces(let others)? = await service.use([asked], gateway: "gateway-2").first else {
                return batch
            }
            return batch.offering(others.commitments, for: use, by: liar)
        }
        for number in UInt8(0)..<100 where fleet.liars.isEmpty {
            let signed = try await fleet.sign([number], .ed25519, key)
            #expect(ClientFleet.isValid(signed, [number], .ed25519, key))
            // A custodian that has failed is asked after the others for a while.
            fleet.fleet.time.advance(seconds: 3)
        }
        try await expectCaught(fleet, liar, .replayedNonces)
    }

    @Test("trap 26: a list of more nonces than are ever asked for is named, however well it is signed")
    func tooMany() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.ed25519)
        let liar = fleet.fleet.seat(5)
        intercept(liar) { batch, use, service in
            let asked = ShareUse(key, .commitNonces(batch.scheme, count: 32))
            guard case .nonces(let more)? = await service.use([asked], gateway: TestFleet.gateway).first else {
                return batch
            }
            return batch.offering(batch.commitments + more.commitments, for: use, by: liar)
        }
        try await untilCaught(fleet, key)
        try await expectCaught(fleet, liar, .oversize)
    }

    @Test("one that is started again whenever it has offered nonces has lied about nothing")
    func restarts() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.ed25519)
        let restless = fleet.fleet.seat(2)
        let starts = Mutex(0)
        intercept(restless) { [fleet = fleet.fleet] batch, _, _ in
            starts.withLock { $0 += 1 }
            _ = try? await fleet.start(restless)
            return batch
        }
        for number in UInt8(0)..<100 where starts.withLock({ $0 }) < 4 {
            let signed = try await fleet.sign([number], .ed25519, key)
            #expect(ClientFleet.isValid(signed, [number], .ed25519, key))
            fleet.fleet.time.advance(seconds: 3)
        }
        #expect(starts.withLock { $0 } >= 4 && fleet.failed == [restless.id] && fleet.liars.isEmpty)
    }

    @Test("what was offered is known until two generations have been offered since")
    func memory() {
        func commitment(_ number: Int) -> SignerCommitment {
            let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } + [UInt8](repeating: 0, count: 56)
            return SignerCommitment(index: 1, hiding: bytes, binding: bytes)
        }
        let (one, another) = (CustodianID("custodian-1"), CustodianID("custodian-2"))
        var seen = SeenCommitments()
        let size = SeenCommitments.generation
        let answers = [
            seen.add((0..<size).map(commitment), of: one),
            // Known, and not for another.
            seen.add([commitment(0)], of: one), seen.add([commitment(0)], of: another),
            // And forgotten once as many have come twice.
            seen.add((size..<2 * size).map(commitment), of: one), seen.add([commitment(1)], of: one),
        ]
        #expect(answers == [true, false, true, true, true])
    }
}

/// The first batch of nonces that a liar was to hand out.
private final class OldBatch: Sendable {
    private let batch = Mutex<NonceBatch?>(nil)

    func first(_ fresh: NonceBatch) -> NonceBatch {
        batch.withLock { batch in
            let old = batch ?? fresh
            batch = old
            return old
        }
    }
}

extension NonceBatch {
    /// The same with other commitments, under a good signature of the custodian that offers them.
    fileprivate func offering(
        _ commitments: [SignerCommitment], for use: ShareUse, by seat: TestFleet.Seat
    ) -> NonceBatch {
        let statement = NonceBatch.statement(
            share: use.share, epoch: epoch, scheme: scheme, gateway: TestFleet.gateway, boot: boot,
            commitments: commitments)
        return NonceBatch(
            epoch: epoch, scheme: scheme, boot: boot, commitments: commitments,
            signature: (try? seat.identity.sign(statement)) ?? [])
    }
}
