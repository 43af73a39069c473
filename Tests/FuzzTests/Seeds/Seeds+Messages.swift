import AuditLog
import ByteCoding
import CustodianContract
import Entropy
import KeyGeneration
import KeyMap
import KeyMaterial
import Placement
import SecretSharing
import TestSupport

extension Seeds {
    static let now = Timestamp(microseconds: 1_795_262_400_000_000)
    static let keyID = KeyID("11111111-2222-4333-8444-555555555555")
    static let aliasName = AliasName(account: "000000000000", region: "eu-west-1", name: "alias/example")
    static let shareName = ShareName(key: keyID, version: .first, shard: 1)
    static let digest = [UInt8](repeating: 0x5A, count: 32)
    static let signature = [UInt8](repeating: 0xA5, count: 64)
    static let material = WrappedMaterial(
        maker: CustodianID("custodian-1"), publicKey: [1, 2, 3], fingerprint: digest, sealed: [4, 5, 6],
        signatures: [signature, signature])

    static let birth = BirthStatement(
        custodian: CustodianID("custodian-1"),
        entropy: BirthEntropy(
            sources: [
                .init(name: "walk", claimed: 1_000, assessed: 4_520, bits: 512, health: .healthy, isFresh: true),
                .init(name: "rdrand", claimed: 15, assessed: nil, bits: 0, health: .alarmed, isFresh: false),
            ],
            minimum: 1),
        signature: signature)

    private static let otherBirth = BirthStatement(
        custodian: CustodianID("custodian-2"), entropy: BirthEntropy(sources: [], minimum: 0), signature: signature)

    private static func key(
        _ id: KeyID = keyID, spec: KeySpec = .symmetricDefault, custody: Custody? = nil,
        state: KeyState = .enabled, suite: SuiteChoice? = nil, material: WrappedMaterial? = nil,
        births: [BirthStatement] = []
    ) throws -> KeyRecord {
        let threshold = try Threshold(quorum: 2, of: 3)
        let count = (suite?.suite ?? spec.suite(in: custody ?? spec.custodies(for: spec.usages[0])[0]))
            .commitmentCount(threshold)
        let shard = KeyShard(
            number: 1, threshold: threshold, epoch: .first, committee: (1...3).map { CustodianID("custodian-\($0)") },
            commitments: [[UInt8]](repeating: digest, count: count),
            certificate: CommitteeCertificate(
                transcript: digest, signatures: [[UInt8]](repeating: signature, count: 3)))
        return KeyRecord(
            id: id, account: "000000000000", region: "eu-west-1", spec: spec, custody: custody, created: now,
            state: state, keyDescription: "ünïcode", policy: "{}", tags: [KeyRecord.Tag(key: "team", value: "blue")],
            creationToken: "token", suite: suite,
            first: KeyVersion(number: .first, created: now, shards: [shard], material: material, births: births))
    }

    static func records() throws -> [(form: Int, bytes: [UInt8])] {
        let multiRegion = try key(KeyID("mrk-1234abcd12ab34cd56ef1234567890ab"))
            .replicating(
                KeyReplication(region: "us-east-1", keyDescription: "there", policy: "{}", tags: []), at: now)
        let keys = [
            try key(), try key(state: .pendingDeletion(now)), try key(spec: .rsa2048, material: material), multiRegion,
            try key(suite: SuiteChoice(.replicatedAES, isStrict: true)),
            try key(suite: SuiteChoice(.replicatedAES), births: [birth, otherBirth]), try key(births: [birth]),
        ]
        let alias = AliasRecord(name: aliasName, target: keyID, created: now, updated: now)
        let custodian = CustodianRecord(
            id: CustodianID("custodian-1"), ordinal: 1, region: "eu-west-1", vendor: "vendor",
            operatorName: "operator", endpoint: "127.0.0.1:8410", identityKey: digest, sealingKey: digest,
            jurisdiction: "eu", trust: 2, kind: .requester, model: "m")
        var author = try KeyMapAuthor()
        let changes = [
            try author.write(keys[0]), try author.write(.alias(aliasName), .alias(alias)),
            try author.write(.key(keyID), .removed),
        ]
        let placement = try PlacementPolicy(text: "k=3 n=5 regions=a:b spread=required:vendor use=a")
        return keys.map { (0, $0.encoded) } + [(1, alias.encoded), (2, custodian.encoded)]
            + changes.map { (3, $0.change.encoded) } + changes.map { (4, $0.encoded) }
            + [
                (5, author.state.head.encoded), (6, try author.head().encoded),
                (7, AuditHead(log: try AuditLogID("gateway/1"), sequence: 7, hash: digest).encoded),
                (8, placement.encoded), (9, KeyState.pendingReplicaDeletion(days: 7).encoded),
                (
                    10,
                    RegionalKey(
                        region: "r", created: now, state: .disabled, keyDescription: "d", policy: "p", tags: []
                    ).encoded
                ),
                (11, birth.encoded),
            ]
    }

    private static func controlCalls() -> [ControlCall] {
        let tags = [KeyRecord.Tag(key: "team", value: "blue")]
        func creation(_ suite: SuiteChoice?) -> KeyCreation {
            KeyCreation(
                account: "000000000000", region: "eu-west-1", spec: .symmetricDefault, suite: suite,
                placement: "k=2 n=3",
                keyDescription: "d", policy: "{}", tags: tags, token: "t", isMultiRegion: true)
        }
        let replication = KeyReplication(region: "us-east-1", keyDescription: "d", policy: "{}", tags: tags)
        return [
            .createKey(creation(nil)), .createKey(creation(SuiteChoice(.replicatedAES))),
            .changeKey(keyID, .scheduleDeletion(days: 7), region: "eu-west-1"),
            .changeKey(keyID, .untag(["team"]), region: ""),
            .importMaterial(keyID, material, expires: now, region: "eu-west-1"),
            .createAlias(aliasName, target: keyID), .deleteAlias(aliasName), .replicateKey(keyID, replication),
            .updatePrimaryRegion(keyID, region: "us-east-1"),
        ]
    }

    static func calls() throws -> [(form: Int, bytes: [UInt8])] {
        let changes: [KeyChange] = [
            .tag([KeyRecord.Tag(key: "a", value: "b")]), .policy("{}"), .importMaterial(material, expires: nil),
        ]
        let members = try [1, 3].map {
            QuorumPermit.Member(custodian: CustodianID("custodian-\($0)"), index: try ShareIndex($0), boot: digest)
        }
        let permit = QuorumPermit(
            id: [UInt8](repeating: 1, count: 16), share: shareName, epoch: .first, members: members,
            requester: CustodianID("custodian-1"), purpose: .sign, region: "eu-west-1", clientRequest: "request",
            expires: now)
        let close = PermitClose(permit: permit.hash, signature: signature)
        let token = ImportToken(
            key: keyID, version: .first, wrapping: .aesKeyWrapSHA256, wrappingKey: .rsa2048, expires: now,
            maker: CustodianID("custodian-1"), sealedKey: [7, 8], signature: signature)
        return controlCalls().map { (0, $0.encoded) } + changes.map { (1, $0.encoded) }
            + operations.map { (3, $0.encoded) }
            + [
                (2, KeyReplication(region: "r", keyDescription: "d", policy: "p", tags: []).encoded),
                (4, MaterialStep(share: shareName, spec: .rsa2048, secret: digest, action: .certify(material)).encoded),
                (
                    5,
                    PermitRequest(
                        share: shareName, epoch: .first, purpose: .decrypt, clientRequest: "request",
                        avoiding: [CustodianID("custodian-2")]
                    ).encoded
                ),
                (6, SignedPermit(permit: permit, signature: signature, previous: close).encoded),
                (6, SignedPermit(permit: permit, signature: signature, previous: nil).encoded),
                (7, ShareRelease(index: try ShareIndex(2), sealed: [1, 2], signature: signature).encoded),
                (8, close.encoded), (9, token.encoded), (10, ImportParameters(publicKey: [3], token: token).encoded),
                (11, shareName.encoded), (12, MemberSet(mask: 5).encoded), (13, material.encoded),
                (14, EntropyReport.sample(isFresh: true).encoded), (14, EntropyReport.sample(isFresh: false).encoded),
            ]
    }

    static let operations: [KeyOperation] = [
        .evaluate(input: digest), .verifyMAC(message: [1], mac: digest),
        .sign(.ecdsaSHA256, message: digest, isDigest: true), .decrypt(.oaepSHA256, ciphertext: digest),
        .agree(publicKey: digest),
        .importMaterial(
            MaterialImport(wrapping: .oaepSHA256, wrappingKey: .rsa2048, sealedKey: [1], wrapped: [2])),
    ]
}
