import KeyMap
import SecretSharing
import TestSupport
import Testing

/// Records that the second implementation in `Scripts/known-answers/keymap.py` writes too.
enum SampleRecords {
    static let keyID = KeyID("11111111-2222-4333-8444-555555555555")
    static let created = Timestamp(microseconds: 1_795_262_400_000_000)
    static let alias = AliasName(account: "000000000000", region: "eu-west-1", name: "alias/example")

    static func version(material: WrappedMaterial? = nil) throws -> KeyVersion {
        let shard = KeyShard(
            number: 1, threshold: try Threshold(quorum: 2, of: 3), epoch: .first,
            committee: (1...3).map { CustodianID("custodian-\($0)") },
            commitments: [[UInt8](repeating: 0xc1, count: 32), [UInt8](repeating: 0xc2, count: 32)],
            certificate: CommitteeCertificate(
                transcript: [UInt8](repeating: 0x77, count: 32),
                signatures: (1...3).map { [UInt8](repeating: 0xa0 + UInt8($0), count: 64) }))
        return KeyVersion(number: .first, created: created, shards: [shard], material: material)
    }

    static func key(
        _ id: KeyID = keyID, region: String = "eu-west-1", state: KeyState = .enabled, tags: [KeyRecord.Tag]? = nil,
        token: String? = "token-1", spec: KeySpec = .symmetricDefault, usage: KeyUsage? = nil,
        custody: Custody? = nil, material: WrappedMaterial? = nil, policy: String = "{\"Version\":\"2012-10-17\"}"
    ) throws -> KeyRecord {
        KeyRecord(
            id: id, account: "000000000000", region: region, spec: spec, usage: usage, custody: custody,
            created: created,
            state: state, keyDescription: "a description, ünïcode", policy: policy,
            tags: tags ?? [KeyRecord.Tag(key: "team", value: "blue"), KeyRecord.Tag(key: "empty", value: "")],
            creationToken: token, first: try version(material: material))
    }

    static let multiRegionID = KeyID("mrk-1234abcd12ab34cd56ef1234567890ab")
    static let sync = KeyRecord.Tag(key: KeySync.tag, value: "policy")

    /// A primary key that waits for the deletion of its two replicas, of which one is enabled, one pending deletion.
    static func multiRegionKey() throws -> KeyRecord {
        func later(_ microseconds: Int64) -> Timestamp { Timestamp(microseconds: created.microseconds + microseconds) }
        return try key(multiRegionID, tags: [sync])
            .replicating(replication("us-east-1"), at: later(2))
            .replicating(
                replication("eu-central-1", "there", tags: [KeyRecord.Tag(key: "a", value: "b")]), at: later(1)
            )
            .applying(.scheduleDeletion(days: 7), in: "us-east-1", at: later(2))
            .applying(.scheduleDeletion(days: 7), at: later(3))
    }

    static func replication(
        _ region: String, _ description: String = "", policy: String = "{}", tags: [KeyRecord.Tag] = []
    ) -> KeyReplication {
        KeyReplication(region: region, keyDescription: description, policy: policy, tags: tags)
    }

    /// A grant whose id is one digit 64 times.
    static func grant(
        _ digit: Int, on key: KeyID = keyID, region: String = "eu-west-1",
        to grantee: String = "arn:aws:iam::000000000000:user/a"
    ) throws -> GrantRecord {
        GrantRecord(
            id: try #require(GrantID(String(repeating: "\(digit)", count: 64))), key: key, region: region,
            account: "000000000000", name: "name", grantee: grantee, retiring: "arn:aws:iam::000000000000:user/b",
            operations: [.decrypt, .deriveSharedSecret],
            constraint: GrantConstraint(.subset, [.init(key: "b", value: "ünïcode"), .init(key: "a", value: "")]),
            created: created)
    }

    /// One without name, retiring principal and constraint.
    static var plainGrant: GrantRecord {
        get throws {
            GrantRecord(
                id: try #require(GrantID(String(repeating: "f", count: 64))), key: keyID, region: "eu-west-1",
                account: "000000000000", name: nil, grantee: "arn:aws:iam::000000000000:root", retiring: nil,
                operations: Set(GrantOperation.allCases), constraint: nil, created: created)
        }
    }

    static func accessKey(_ byte: UInt8 = 0, user: String = "app", ends: Timestamp? = created) -> AccessKeyRecord {
        AccessKeyRecord(
            id: AccessKeyID(random: [UInt8](repeating: byte, count: 16)), account: "000000000000", user: user,
            created: created, ends: ends)
    }

    static func aliasRecord(_ name: AliasName = alias, target: KeyID = keyID) -> AliasRecord {
        AliasRecord(
            name: name, target: target, created: created, updated: Timestamp(microseconds: created.microseconds + 1))
    }

    static let custodian = CustodianRecord(
        id: CustodianID("custodian-1"), ordinal: 1, region: "eu-west-1", vendor: "vendor", operatorName: "operator",
        endpoint: "127.0.0.1:8410", identityKey: [UInt8](repeating: 1, count: 32),
        sealingKey: [UInt8](repeating: 2, count: 32))
}
