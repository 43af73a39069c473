import Placement
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("What is said where there is no committee")
struct PlacementErrorTests {
    @Test("the rules in the way are a smallest set of rules without which there is one", arguments: Seed.first(200))
    func obstacles(seed: Seed) throws {
        let random = seed.random
        let fleet = RandomFleet.candidates(upTo: 8, random)
        let policy = try RandomFleet.policy(upTo: 5, .required, random)
        var solver = try PlacementSolver(fleet)
        guard let error = Self.error(try solver.decide(policy, seed: 1)) else { return }
        let all: [PlacementRule] =
            [.availability, .regions, .jurisdictions, .trust] + policy.spread.rules.map { .spread($0) }
        if error.obstacles == [[.count]] {
            #expect(!(try Exhaustive.exists(policy, fleet, ignoring: all)))
            return
        }
        for set in error.obstacles { #expect(try Exhaustive.exists(policy, fleet, ignoring: set)) }
        for size in 0..<(error.obstacles.first?.count ?? 0) {
            for fewer in Exhaustive.subsets(of: all[...], size: size) {
                #expect(!(try Exhaustive.exists(policy, fleet, ignoring: fewer)))
            }
        }
    }

    @Test("the nearest policy that would do does", arguments: Seed.first(200))
    func nearest(seed: Seed) throws {
        let random = seed.random
        let fleet = RandomFleet.candidates(upTo: 8, random)
        for strictness in [PlacementSpread.Strictness.required, .relaxed] {
            let policy = try RandomFleet.policy(upTo: 8, strictness, random)
            var solver = try PlacementSolver(fleet)
            guard let error = Self.error(try solver.decide(policy, seed: 1)) else { continue }
            guard let nearest = error.nearest else {
                #expect(fleet.count { $0.kind != .backup && $0.kind != .requester && $0.isAvailable } < 2)
                continue
            }
            #expect(error.message.contains("\"\(nearest.text)\""))
            let text = try PlacementPolicy(text: nearest.text)
            let decision = try solver.decide(text, seed: 1)
            let violated = nearest.violations(of: decision.committee)
            #expect(strictness == .relaxed || violated.isEmpty)
        }
    }

    @Test(
        "one change is proposed where one will do",
        arguments: [
            ("k=3 n=5 trust=3 spread=required", "k=3 n=5 trust=2 spread=required", "trust 2 instead of 3"),
            ("k=3 n=6 spread=required", "k=3 n=5 spread=required", "n 5 instead of 6"),
            ("k=4 n=5 spread=required", "k=3 n=5 spread=required", "k 3 instead of 4"),
            (
                "k=3 n=5 regions=region-a:region-b spread=required",
                "k=3 n=5 regions=region-a:region-b:region-c spread=required", "region region-c too"
            ),
            (
                "k=3 n=5 jurisdictions=us spread=required", "k=3 n=5 jurisdictions=eu:us spread=required",
                "jurisdiction eu too"
            ),
        ])
    func oneChange(text: String, nearest: String, words: String) throws {
        var solver = try PlacementSolver(SampleFleet.dev)
        let policy = try SampleFleet.policy(text)
        let error = try #require(throws: PlacementError(.noCommittee, "")) { try solver.decide(policy, seed: 1) }
        #expect(error.nearest?.text == nearest)
        #expect(error.message.contains(words), "\(error.message)")
        #expect(error.lines(for: policy).suffix(2) == ["nearest that would do: \(nearest)", "change: \(words)"])
    }

    @Test("a fleet that waits for custodians says that their absence is in the way")
    func unavailable() throws {
        let fleet = (1...5).map { SampleFleet.candidate($0, "\($0)", isAvailable: $0 != 2) }
        var solver = try PlacementSolver(fleet)
        let policy = try SampleFleet.policy("k=3 n=5")
        let error = try #require(throws: PlacementError(.noCommittee, "")) { try solver.decide(policy, seed: 1) }
        #expect(error.obstacles == [[.availability]])
        #expect(error.nearest?.text == "k=3 n=4 spread=relaxed")
    }

    @Test("an empty fleet has no nearest policy")
    func emptyFleet() throws {
        var solver = try PlacementSolver([])
        let policy = try SampleFleet.policy("k=3 n=5")
        let error = try #require(throws: PlacementError(.noCommittee, "")) { try solver.decide(policy, seed: 1) }
        #expect(error.obstacles == [[.count]])
        #expect(error.nearest == nil)
        #expect(error.lines(for: policy).last == "no placement would do: add custodians")
    }

    private static func error(_ decide: @autoclosure () throws -> PlacementDecision) -> PlacementError? {
        do {
            _ = try decide()
            return nil
        } catch {
            return error as? PlacementError
        }
    }
}
