import KeyMap
import Placement
import SecretSharing
import TestSupport

/// Fleets and policies drawn from a seed.
enum RandomFleet {
    /// Up to `count` custodians over a few places, some of them backups, requesters, unavailable or of little trust.
    static func candidates(upTo count: Int, _ random: SeededRandom) -> [PlacementCandidate] {
        let places = random.number(in: 1..<5)
        return (0..<random.number(in: 0..<count + 1)).map { number in
            PlacementCandidate(
                id: CustodianID("c\(number)"), region: "r\(random.number(in: 0..<places))",
                jurisdiction: "j\(random.number(in: 0..<2))", trust: UInt8(random.number(in: 0..<4)),
                vendor: "v\(random.number(in: 0..<places))", operatorName: "o\(random.number(in: 0..<places))",
                kind: [.resident, .resident, .resident, .ephemeral, .backup, .requester][random.number(in: 0..<6)],
                isAvailable: random.number(in: 0..<8) > 0, load: random.number(in: 0..<6))
        }
    }

    static func policy(upTo count: Int, _ strictness: PlacementSpread.Strictness, _ random: SeededRandom) throws
        -> PlacementPolicy
    {
        let count = random.number(in: 2..<count + 1)
        let rules = random.number(in: 0..<2) == 0 ? SpreadRule.allCases : some(SpreadRule.allCases, random)
        return try PlacementPolicy(
            Threshold(quorum: random.number(in: 2..<count + 1), of: count),
            regions: random.number(in: 0..<3) == 0 ? some(["r0", "r1", "r2", "r3"], random) : [],
            jurisdictions: random.number(in: 0..<4) == 0 ? some(["j0", "j1"], random) : [],
            leastTrust: UInt8(max(0, random.number(in: 0..<6) - 2)),
            spread: PlacementSpread(strictness, Set(rules)), useRegions: some(["r0", "r9"], random),
            useJurisdictions: some(["j0"], random),
            reconstruction: random.number(in: 0..<2) == 0 ? .gateway : .custodian)
    }

    private static func some<Element>(_ all: [Element], _ random: SeededRandom) -> [Element] {
        all.filter { _ in random.number(in: 0..<2) == 0 }
    }
}
