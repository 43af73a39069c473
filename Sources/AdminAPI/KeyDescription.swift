import ByteCoding
package import KeyMap
import SecretSharing

/// What `quorate key list|show` shows: the admin API's answer to `GET /v1/keys`.
package struct KeyDescription: Codable, Sendable {
    package let id: String
    package let arn: String
    /// The region that the key is described in.
    package let region: String
    package let spec: String
    package let usage: String
    package let custody: String
    package let placement: String
    package let state: String
    package let description: String
    package let created: Double
    package let aliases: [String]
    package let versions: [Version]

    package struct Version: Codable, Sendable {
        package let number: UInt32
        package let shards: [Shard]
    }

    package struct Shard: Codable, Sendable {
        package let number: UInt32
        package let threshold: String
        package let epoch: UInt32
        package let publicKey: String
        package let committee: [Member]
    }

    package struct Member: Codable, Sendable {
        package let index: Int
        package let custodian: String
        package let reachable: Bool
    }

    package init(_ key: KeyRecord, aliases: [String], isReachable: (CustodianID) -> Bool) {
        id = key.id.description
        arn = key.arn
        region = key.region
        spec = key.spec.rawValue
        usage = key.usage.rawValue
        custody = key.custody.rawValue
        placement = key.placement
        state = key.state.name
        description = key.keyDescription
        created = key.created.seconds
        self.aliases = aliases
        versions = key.versions.map { version in
            Version(
                number: version.number.value,
                shards: version.shards.map { shard in
                    Shard(
                        number: shard.number, threshold: shard.threshold.description, epoch: shard.epoch.value,
                        publicKey: Hexadecimal.encode(shard.publicKey),
                        committee: shard.committee.enumerated().map { position, custodian in
                            Member(
                                index: position + 1, custodian: custodian.description,
                                reachable: isReachable(custodian))
                        })
                })
        }
    }
}
