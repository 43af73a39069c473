import Placement
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("Rules of spread that give way where a fleet is too small")
struct PlacementRelaxationTests {
    @Test(
        "the dev fleet of five meets every rule with 3 of 5, so nothing is relaxed", arguments: ["required", "relaxed"])
    func devFleet(spread: String) throws {
        var solver = try PlacementSolver(SampleFleet.dev)
        let policy = try SampleFleet.policy("k=3 n=5 spread=\(spread)")
        let decision = try solver.decide(policy, seed: 1)
        #expect(decision.relaxations.isEmpty)
        #expect(policy.violations(of: decision.committee).isEmpty)
        #expect(!decision.lines.contains { $0.contains("relaxed:") })
    }

    @Test("5 of 5 on it cannot lose a region: relaxed with a line that says so, and refused where required")
    func allOfFive() throws {
        var solver = try PlacementSolver(SampleFleet.dev)
        let decision = try solver.decide(SampleFleet.policy("k=5 n=5"), seed: 1)
        #expect(decision.relaxations.map(\.rule) == [.regionLoss])
        #expect(
            decision.lines.contains(
                "relaxed: losing any one region leaves 5 of the shares: this fleet has no such committee, so one "
                    + "region may hold 2 where the rule allows 0"))
        let error = try #require(throws: PlacementError(.noCommittee, "")) {
            try solver.decide(SampleFleet.policy("k=5 n=5 spread=required"), seed: 1)
        }
        #expect(error.obstacles == [[.spread(.regionLoss)]])
    }

    @Test("every threshold that the dev fleet has custodians for is placed on it", arguments: Threshold.all(upTo: 5))
    func everyThreshold(threshold: Threshold) throws {
        var solver = try PlacementSolver(SampleFleet.dev)
        let decision = try solver.decide(PlacementPolicy(threshold, spread: .relaxed), seed: 1)
        #expect(decision.committee.count == threshold.count)
    }

    @Test(
        "a rule gives way only where no committee meets all, no more rules than must, and says how far",
        arguments: Seed.first(200))
    func leastRelaxation(seed: Seed) throws {
        let random = seed.random
        let fleet = RandomFleet.candidates(upTo: 8, random)
        let policy = try RandomFleet.policy(upTo: 5, .relaxed, random)
        let possible = try Exhaustive.exists(policy, fleet, ignoring: policy.spread.rules.map { .spread($0) })
        var solver = try PlacementSolver(fleet)
        guard let decision = try? solver.decide(policy, seed: seed.value) else {
            #expect(!possible)
            return
        }
        let relaxed = decision.relaxations.map(\.rule)
        #expect(try Exhaustive.exists(policy, fleet, ignoring: relaxed.map { .spread($0) }))
        let all = Array(policy.spread.rules)
        for size in 0..<relaxed.count {
            for fewer in Exhaustive.subsets(of: all[...], size: size) {
                #expect(!(try Exhaustive.exists(policy, fleet, ignoring: fewer.map { .spread($0) })))
            }
        }
        let violated = Set(policy.violations(of: decision.committee).map(\.rule))
        #expect(violated.isSubset(of: Set(relaxed.map { .spread($0) })))
        for relaxation in decision.relaxations {
            #expect(relaxation.granted > relaxation.allowed)
            #expect(decision.lines.contains(relaxation.line(in: policy)))
        }
    }
}
