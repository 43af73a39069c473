import KeyMap
import Placement
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("Where a search is hard, or must end early")
struct SearchBoundTests {
    @Test("with few steps an answer is right or is that it is not known", arguments: Seed.first(100))
    func fewSteps(seed: Seed) throws {
        let random = seed.random
        let fleet = RandomFleet.candidates(upTo: 9, random)
        let policy = try RandomFleet.policy(upTo: 6, .required, random)
        let exists = !Exhaustive.committees(policy, fleet).isEmpty
        for steps in [0, 1, 10, 20, 30, 45, 60] {
            var solver = try PlacementSolver(fleet, maximumSteps: steps)
            do throws(PlacementError) {
                let decision = try solver.decide(policy, seed: seed.value)
                #expect(Exhaustive.meets(policy, decision.committee))
            } catch {
                #expect(error.code == .undecided || !exists)
            }
        }
    }

    /// Custodians at random places of a cube of regions, vendors and operators: with k = 2 nobody may hold two shares,
    /// so that a committee is a matching in three dimensions.
    @Test(
        "matchings of up to 14 shares in three dimensions are decided", arguments: [(8, 30), (10, 45), (14, 75)],
        Seed.first(4))
    func matchings(size: (count: Int, custodians: Int), seed: Seed) throws {
        let random = seed.random
        var fleet = (0..<size.custodians).map { number in
            let place = (0..<3).map { _ in random.number(in: 0..<size.count) }
            return Self.candidate("random-\(number)", place)
        }
        let policy = PlacementPolicy(
            try Threshold(quorum: 2, of: size.count),
            spread: PlacementSpread(.required, [.region, .vendor, .operatorName]))
        var solver = try PlacementSolver(fleet)
        do throws(PlacementError) {
            #expect(Exhaustive.meets(policy, try solver.decide(policy, seed: 1).committee))
        } catch {
            #expect(error.code == .noCommittee)
        }
        // One matching is planted among the others, and so there must be one.
        fleet += (0..<size.count).map { Self.candidate("planted-\($0)", [$0, (3 * $0 + 1) % size.count, $0]) }
        solver = try PlacementSolver(fleet)
        #expect(Exhaustive.meets(policy, try solver.decide(policy, seed: 1).committee))
    }

    @Test("a search that ends while a committee is chosen leaves one that meets every rule", arguments: Seed.first(6))
    func endedChoice(seed: Seed) throws {
        let random = seed.random
        let fleet = (0..<20).map { number in
            Self.candidate("random-\(number)", (0..<3).map { _ in random.number(in: 0..<6) })
        }
        let policy = PlacementPolicy(
            try Threshold(quorum: 2, of: 5), spread: PlacementSpread(.required, [.region, .vendor, .operatorName]))
        for steps in stride(from: 20, to: 1_000, by: 20) {
            var solver = try PlacementSolver(fleet, maximumSteps: steps)
            for key in 0..<8 {
                do throws(PlacementError) {
                    #expect(Exhaustive.meets(policy, try solver.decide(policy, seed: UInt64(key)).committee))
                } catch {
                    #expect(error.code == .undecided)
                    break
                }
            }
        }
    }

    private static func candidate(_ id: String, _ place: [Int]) -> PlacementCandidate {
        PlacementCandidate(
            id: CustodianID(id), region: "r\(place[0])", jurisdiction: "eu", trust: 1, vendor: "v\(place[1])",
            operatorName: "o\(place[2])")
    }
}
