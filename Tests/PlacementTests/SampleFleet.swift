import KeyMap
import Placement
import SecretSharing

enum SampleFleet {
    /// The dev fleet: three regions, vendors and operators, 2 + 2 + 1 of each.
    static let dev = (1...5).map { candidate($0, ["a", "b", "c"][($0 - 1) % 3]) }

    /// Like custodians, as evenly spread as their number allows.
    static func like(_ count: Int, regions: Int, vendors: Int, operators: Int) -> [PlacementCandidate] {
        (0..<count).map { number in
            PlacementCandidate(
                id: CustodianID("custodian-\(number)"), region: "r\(number % regions)", jurisdiction: "eu", trust: 3,
                vendor: "v\(number / regions % vendors)", operatorName: "o\(number / (regions * vendors) % operators)")
        }
    }

    static func candidate(
        _ number: Int, _ place: String, trust: UInt8 = 2, kind: CandidateKind = .resident, isAvailable: Bool = true,
        load: Int = 0
    ) -> PlacementCandidate {
        PlacementCandidate(
            id: CustodianID("custodian-\(number)"), region: "region-\(place)", jurisdiction: "eu", trust: trust,
            vendor: "vendor-\(place)", operatorName: "operator-\(place)", kind: kind, isAvailable: isAvailable,
            load: load)
    }

    static func policy(_ text: String) throws -> PlacementPolicy { try PlacementPolicy(text: text) }
}
