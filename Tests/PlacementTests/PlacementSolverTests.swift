import KeyMap
import Placement
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("The committee that a solver chooses")
struct PlacementSolverTests {
    @Test(
        "it meets every rule, and where there is said to be none, none of all committees does",
        arguments: Seed.first(300))
    func exact(seed: Seed) throws {
        let random = seed.random
        let fleet = RandomFleet.candidates(upTo: 8, random)
        let policy = try RandomFleet.policy(upTo: 6, .required, random)
        let all = Exhaustive.committees(policy, fleet)
        var solver = try PlacementSolver(fleet)
        do {
            let decision = try solver.decide(policy, seed: seed.value)
            #expect(Exhaustive.meets(policy, decision.committee))
            #expect(policy.violations(of: decision.committee).isEmpty)
            #expect(decision.relaxations.isEmpty)
        } catch {
            #expect(error.code == .noCommittee)
            #expect(all.isEmpty, "\(policy.text): \(error)")
        }
    }

    @Test("its loads, ascending, come first among those of all committees", arguments: Seed.first(300))
    func leastLoaded(seed: Seed) throws {
        let random = seed.random
        let fleet = RandomFleet.candidates(upTo: 9, random)
        let policy = try RandomFleet.policy(upTo: 5, .required, random)
        let best = Exhaustive.committees(policy, fleet).map { $0.map(\.load).sorted() }
            .min { $0.lexicographicallyPrecedes($1) }
        var solver = try PlacementSolver(fleet)
        let decision = try? solver.decide(policy, seed: seed.value)
        #expect(decision?.members.map(\.loadBefore).sorted() == best)
    }

    @Test("larger random fleets: every committee meets every rule, key after key", arguments: Seed.first(16))
    func larger(seed: Seed) throws {
        let random = seed.random
        let fleet = RandomFleet.candidates(upTo: 60, random)
        var solver = try PlacementSolver(fleet)
        for key in 0..<20 {
            let policy = try RandomFleet.policy(upTo: 20, .required, random)
            do {
                let decision = try solver.place(policy, seed: UInt64(key))
                #expect(Exhaustive.meets(policy, decision.committee))
            } catch {
                #expect(error.code == .noCommittee)
            }
        }
    }

    @Test("violations are found exactly where a rule is violated", arguments: Seed.first(100))
    func violations(seed: Seed) throws {
        let random = seed.random
        let committee = RandomFleet.candidates(upTo: 6, random)
        let policy = try RandomFleet.policy(upTo: 5, .required, random)
        #expect(policy.violations(of: committee).isEmpty == Exhaustive.meets(policy, committee))
    }

    @Test("backups, requesters and custodians that are not available are never chosen, however little they hold")
    func neverChosen() throws {
        let fleet =
            (1...5).map { SampleFleet.candidate($0, "\($0)", load: 100) }
            + [
                SampleFleet.candidate(6, "6", kind: .backup), SampleFleet.candidate(7, "7", isAvailable: false),
                SampleFleet.candidate(8, "8", kind: .requester),
            ]
        var solver = try PlacementSolver(fleet)
        let policy = try SampleFleet.policy("k=3 n=5")
        for seed in 0..<20 {
            let ids = try solver.place(policy, seed: UInt64(seed)).committee.map(\.id)
            #expect(Set(ids) == Set(fleet.prefix(5).map(\.id)))
        }
        #expect(throws: PlacementError(.noCommittee, "")) { try solver.place(SampleFleet.policy("k=3 n=6"), seed: 1) }
    }

    @Test(
        "it is the same for the same loads and seed, in whatever order the custodians come", arguments: Seed.first(32))
    func deterministic(seed: Seed) throws {
        let random = seed.random
        let fleet = RandomFleet.candidates(upTo: 40, random)
        let policy = try RandomFleet.policy(upTo: 6, .relaxed, random)
        var used = try PlacementSolver(fleet)
        for other in 0..<10 {
            let placed = try? used.place(RandomFleet.policy(upTo: 6, .relaxed, random), seed: UInt64(other))
            if let placed { used.release(placed.committee.map(\.id)) }
        }
        var fresh = try PlacementSolver(fleet.sorted { $0.id.description > $1.id.description })
        let first = try? used.decide(policy, seed: seed.value).committee
        let second = try? fresh.decide(policy, seed: seed.value).committee
        #expect(first == second)
    }

    @Test("the order of ties is the key's own, and stays what it was")
    func ties() throws {
        #expect(TieBreak.seed(of: KeyID("1234abcd-12ab-34cd-56ef-1234567890ab")) == 0xaebb_b267_5291_c71d)
        var solver = try PlacementSolver(SampleFleet.like(50, regions: 5, vendors: 5, operators: 2))
        let policy = try SampleFleet.policy("k=3 n=5")
        let committees = try (0..<50).map { key in
            try solver.decide(policy, seed: TieBreak.seed(of: KeyID("key-\(key)"))).committee.map(\.id)
        }
        #expect(Set(committees).count == 50)
        #expect(Set(committees.flatMap { $0 }).count == 50)
    }

    @Test("placing adds its weight, releasing takes it off, deciding changes nothing; loads never overflow")
    func loads() throws {
        var solver = try PlacementSolver(SampleFleet.dev + [SampleFleet.candidate(6, "d", load: .max)])
        let policy = try SampleFleet.policy("k=3 n=5")
        let decision = try solver.decide(policy, seed: 1, weight: 7)
        #expect(decision.members.map(\.loadAfter) == [7, 7, 7, 7, 7])
        #expect(solver.load(of: CustodianID("custodian-1")) == 0)
        _ = try solver.place(policy, seed: 1, weight: 7)
        #expect(solver.load(of: CustodianID("custodian-1")) == 7)
        solver.release([CustodianID("custodian-1"), CustodianID("gone")], weight: 7)
        #expect(solver.load(of: CustodianID("custodian-1")) == 0)
        #expect(solver.load(of: CustodianID("gone")) == nil)
        _ = try solver.place(SampleFleet.policy("k=3 n=6"), seed: 1, weight: 7)
        #expect(solver.load(of: CustodianID("custodian-6")) == .max)
    }

    @Test("a custodian that is twice in a fleet is refused")
    func duplicates() {
        #expect(throws: PlacementError(.badFleet, "")) { try PlacementSolver(SampleFleet.dev + SampleFleet.dev) }
    }
}
