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
        /// What the members of the committee that made it said of their entropy. None of keys that an earlier release made,
        /// nor in lists of keys.
        package let births: [Birth]?
    }

    package struct Birth: Codable, Sendable {
        package let custodian: String
        /// Whether the custodian's signature is under it, as the hub finds; nil where the custodian has left the fleet.
        package let verified: Bool?
        package let minimumSources: UInt32
        package let sources: [Source]

        package struct Source: Codable, Sendable {
            package let name: String
            /// Bits of min-entropy that were claimed of a sample.
            package let claimed: Double
            /// Bits of min-entropy that a sample was last assessed at.
            package let assessed: Double?
            /// Bits of min-entropy that the custodian's pool had been given by then, since its process began.
            package let bits: UInt64
            package let health: String
            /// Whether it counted, as one that had given something of late.
            package let counted: Bool
        }
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

    package init(
        _ key: KeyRecord, aliases: [String], isReachable: (CustodianID) -> Bool,
        isSigned: ((BirthStatement, KeyVersion) -> Bool?)?
    ) {
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
                },
                births: isSigned.flatMap { isSigned in
                    version.births.isEmpty ? nil : version.births.map { Birth($0, verified: isSigned($0, version)) }
                })
        }
    }
}

extension KeyDescription.Birth {
    fileprivate init(_ statement: BirthStatement, verified: Bool?) {
        custodian = statement.custodian.description
        self.verified = verified
        minimumSources = statement.entropy.minimum
        sources = statement.entropy.sources.map { source in
            Source(
                name: source.name, claimed: Double(source.claimed) / 1_000,
                assessed: source.assessed.map { Double($0) / 1_000 }, bits: source.bits,
                health: "\(source.health)", counted: source.isFresh)
        }
    }
}
