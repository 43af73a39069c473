import KeyMap
import Placement
import SecretSharing
import Testing

@Suite("How evenly keys are placed")
struct PlacementBalanceTests {
    @Test("100,000 keys on 1,000 like custodians: the fullest is at most 5 per cent above the mean")
    func thousand() throws {
        let fleet = SampleFleet.like(1_000, regions: 10, vendors: 4, operators: 5)
        let policy = try SampleFleet.policy("k=3 n=5 spread=required")
        let fullest = try Self.fullest(fleet, [policy], keys: 100_000)
        #expect(fullest <= 500 * 1.05)
    }

    @Test(
        "also where a key takes most of the regions, and where policies are mixed",
        arguments: [
            ["k=7 n=13 spread=required"], ["k=13 n=20 spread=required"],
            ["k=3 n=5", "k=2 n=3", "k=4 n=7 spread=none", "k=3 n=5 trust=2 jurisdictions=eu"],
        ])
    func mixed(texts: [String]) throws {
        let fleet = SampleFleet.like(120, regions: 4, vendors: 3, operators: 5)
        let policies = try texts.map { try SampleFleet.policy($0) }
        let keys = 5_000
        let shares = (0..<keys).reduce(0) { $0 + policies[$1 % policies.count].threshold.count }
        let fullest = try Self.fullest(fleet, policies, keys: keys)
        #expect(fullest <= Double(shares) / 120 * 1.05)
    }

    @Test("a new custodian among full ones is filled first")
    func newcomer() throws {
        let fleet = (1...9).map { SampleFleet.candidate($0, "\($0 % 3)", load: $0 == 9 ? 0 : 50) }
        var solver = try PlacementSolver(fleet)
        let policy = try SampleFleet.policy("k=3 n=5 spread=required")
        for key in 0..<50 {
            let committee = try solver.place(policy, seed: UInt64(key)).committee
            #expect(committee.first?.id == CustodianID("custodian-9"))
        }
    }

    /// The greatest load after all keys are placed.
    private static func fullest(
        _ fleet: [PlacementCandidate], _ policies: [PlacementPolicy], keys: Int
    ) throws -> Double {
        var solver = try PlacementSolver(fleet)
        for key in 0..<keys {
            _ = try solver.place(policies[key % policies.count], seed: TieBreak.seed(of: KeyID("key-\(key)")))
        }
        return Double(fleet.compactMap { solver.load(of: $0.id) }.max() ?? 0)
    }
}
