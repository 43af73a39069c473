import Coordination
import CustodianContract
import Groups
import KeyMap
import TestSupport
import Testing

@Suite("Partials of one proof, where the proof is not theirs")
struct FalseBatchTests {
    /// What is wrong with a batch; it says the same of the partial in all of them.
    enum Falsehood: CaseIterable, Sendable {
        case proof, element, otherEntries, noEntries, otherShare, otherEpoch, noElement, repeated
    }

    /// A partial of a batch in the place of one with a proof of its own.
    private static func batched(
        _ partial: PRFPartial, of use: ShareUse, _ falsehood: Falsehood?
    ) -> ShareResult {
        guard let proof = partial.proof, case .evaluatePRF(let digest, let alpha, _) = use.action else {
            return .partial(partial)
        }
        var (share, epoch, element, proven) = (use.share, use.epoch, partial.element, proof)
        switch falsehood {
        case .proof:
            let response = (try? Scalar<Field25519>(canonical: proof.response)) ?? .zero
            proven = PRFPartial.Proof(
                first: proof.first, second: proof.second, response: (response + .one).bytes)
        case .element: element = (((try? Element<Ristretto255>(canonical: element)) ?? .generator) + .generator).bytes
        case .noElement: element = [UInt8](repeating: 0xff, count: 32)
        case .otherShare: share = ShareName(key: KeyID("another"), version: share.version, shard: share.shard)
        case .otherEpoch: epoch = Epoch(epoch.value + 1)
        default: break
        }
        let entry = PartialBatch.Entry(
            contextDigest: digest, alpha: falsehood == .otherEntries ? alpha.reversed() : alpha, element: element)
        let entries = falsehood == .noEntries ? [] : falsehood == .repeated ? [entry, entry] : [entry]
        return .partial(
            PRFPartial(
                epoch: partial.epoch, element: element, proof: nil,
                batch: PartialBatch(share: share, epoch: epoch, entries: entries, proof: proven)))
    }

    @Test(
        "a batch that is false in any way is a lie: its sender is named at once, and nothing is encrypted with it",
        arguments: Falsehood.allCases)
    func falseBatches(falsehood: Falsehood) async throws {
        let fleet = try await ClientFleet(leastPatience: .seconds(30))
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let liar = fleet.fleet.seat(2)
        liar.link.intercept(results: { use, result, _ in
            guard case .partial(let partial) = result else { return result }
            return Self.batched(partial, of: use, falsehood)
        })
        for _ in 0..<100 where fleet.liars.isEmpty {
            let sealed = try await fleet.encrypt(key)
            #expect(!sealed.use.custodians.contains(liar.id))
            #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
        #expect(fleet.liars == [liar.id] && fleet.kindsOfLies == [.wrongResult])
        #expect(fleet.roster.isQuarantined(liar.id))
    }

    @Test("a batch of one that is right is taken: it is the falsehood that the others are named for")
    func right() async throws {
        let fleet = try await ClientFleet(leastPatience: .seconds(30))
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        for seat in fleet.fleet.seats {
            seat.link.intercept(results: { use, result, _ in
                guard case .partial(let partial) = result else { return result }
                return Self.batched(partial, of: use, nil)
            })
        }
        let sealed = try await fleet.encrypt(key)
        #expect(sealed.use.attempts == 1 && fleet.liars.isEmpty)
        #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
    }

    @Test("requests that wait for one false batch are all served by others, and none by it")
    func crowd() async throws {
        let fleet = try await ClientFleet(leastPatience: .seconds(30))
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let liar = fleet.fleet.seat(4)
        liar.link.intercept(results: { use, result, _ in
            guard case .partial(let partial) = result else { return result }
            return Self.batched(partial, of: use, .proof)
        })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<24 {
                group.addTask {
                    let sealed = try await fleet.encrypt(key)
                    #expect(!sealed.use.custodians.contains(liar.id))
                    #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
                }
            }
            try await group.waitForAll()
        }
        #expect(fleet.liars == [liar.id])
    }
}
