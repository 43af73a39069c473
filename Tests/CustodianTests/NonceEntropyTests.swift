import CustodianContract
import Entropy
import TestSupport
import Testing

@Suite("Nonces of a custodian whose entropy is below the minimum")
struct NonceEntropyTests {
    @Test("none are made ahead, and signatures go on")
    func aheadOrNot() async throws {
        let fleet = try await SigningFleet()
        let first = fleet.fleet.seat(1).id
        #expect(try await fleet.nonces(1, count: 8).commitments.count == 8)
        fleet.fleet.entropy[first] = .sample(isFresh: false)
        let own = try await fleet.nonces(1, count: 8).commitments
        #expect(own.count == 1)
        let others = try await fleet.nonces(2, count: 1).commitments
        let share = try await fleet.sign(1, own + others, replenish: 8).signatureShare
        #expect(share != nil && share?.fresh == nil)
        // It has recovered.
        fleet.fleet.entropy[first] = .sample(isFresh: true)
        let later = try await fleet.nonces(1).commitments + fleet.nonces(2).commitments
        #expect(try await fleet.sign(1, later, replenish: 8).signatureShare?.fresh?.commitments.count == 8)
    }
}
