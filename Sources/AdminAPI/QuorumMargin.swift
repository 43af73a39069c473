package import KeyMap
import SecretSharing

/// How many custodians may still be lost before the first enabled key of a class is out of service in a region.
package struct QuorumMargin: Codable, Hashable, Sendable {
    /// Key spec, usage and custody, as in `HMAC_256 GENERATE_VERIFY_MAC quorum`.
    package let keyClass: String
    package let region: String
    /// How many enabled keys there are.
    package let keys: Int
    /// Negative where a key is out of service.
    package let margin: Int

    enum CodingKeys: String, CodingKey {
        case region, keys, margin
        case keyClass = "class"
    }

    private struct Name: Hashable {
        let keyClass: String
        let region: String
    }

    /// The margins of all classes of enabled keys, by class and region.
    package static func all(
        of keys: some Sequence<KeyRecord>, isConnected: (CustodianID) -> Bool
    ) -> [QuorumMargin] {
        var connected: [CustodianID: Bool] = [:]
        var found: [Name: (keys: Int, margin: Int)] = [:]
        for key in keys {
            let margins = key.current.shards.map { shard in
                shard.committee.count { custodian in
                    if let known = connected[custodian] { return known }
                    let isThere = isConnected(custodian)
                    connected[custodian] = isThere
                    return isThere
                } - shard.threshold.quorum
            }
            guard let margin = margins.min() else { continue }
            let keyClass = "\(key.spec.rawValue) \(key.usage.rawValue) \(key.custody.rawValue)"
            for place in key.inEveryRegion where place.state == .enabled {
                let name = Name(keyClass: keyClass, region: place.region)
                let before = found[name] ?? (0, margin)
                found[name] = (before.keys + 1, min(before.margin, margin))
            }
        }
        return found.map { QuorumMargin(keyClass: $0.keyClass, region: $0.region, keys: $1.keys, margin: $1.margin) }
            .sorted { ($0.keyClass, $0.region) < ($1.keyClass, $1.region) }
    }
}
