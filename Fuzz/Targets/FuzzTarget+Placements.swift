import ByteCoding
import Placement

extension FuzzTarget {
    /// The text of a placement: it means the same in its canonical form and with its fields in another order.
    static let placements = FuzzTarget("placements") { (bytes) throws(BrokenProperty) in
        guard let text = String(validating: bytes, as: UTF8.self), let policy = try? PlacementPolicy(text: text) else {
            return false
        }
        try require((try? PlacementPolicy(text: policy.text)) == policy, "a placement is another in its canonical form")
        try require(
            (try? PlacementPolicy(decoding: policy.encoded)) == policy, "a placement is another after its encoding")
        let reversed = text.split(separator: " ").reversed().joined(separator: " ")
        try require(
            (try? PlacementPolicy(text: reversed)) == policy, "a placement is another in another order of its fields")
        for region in ["", "eu-west-1"] {
            try require(
                PlacementPolicies().allows(text, region: region, jurisdiction: "eu")
                    == policy.allows(region: region, jurisdiction: "eu"), "a placement's text allows other places")
        }
        return true
    }
}
