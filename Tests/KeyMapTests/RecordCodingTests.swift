import ByteCoding
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("Records through their encoding")
struct RecordCodingTests {
    private static func changes() throws -> [SignedChange] {
        var author = try KeyMapAuthor()
        let pending = try SampleRecords.key(state: .pendingDeletion(SampleRecords.created), tags: [], token: nil)
        return [
            try author.write(SampleRecords.key()), try author.write(pending),
            try author.write(.alias(SampleRecords.alias), .alias(SampleRecords.aliasRecord())),
            try author.write(.key(SampleRecords.keyID), .removed),
            try author.write(.grant(SampleRecords.grant(1).id), .grant(SampleRecords.grant(1))),
            try author.write(.grant(SampleRecords.plainGrant.id), .grant(SampleRecords.plainGrant)),
            try author.write(.accessKey(SampleRecords.accessKey().id), .accessKey(SampleRecords.accessKey())),
        ]
    }

    @Test("trap 31: signed changes of every kind survive", arguments: 0..<7)
    func roundTrip(position: Int) throws {
        let change = try Self.changes()[position]
        #expect(try SignedChange(decoding: change.encoded) == change)
    }

    @Test("trap 12: a bit changed in a signed change is refused, by the decoder or by the signature", arguments: 0..<7)
    func mutation(position: Int) throws {
        let hubKey = try KeyMapAuthor().hubKey
        let change = try Self.changes()[position]
        let bytes = change.encoded
        #expect(throws: Never.self) { try change.verify(hubKey: hubKey) }
        for byte in bytes.indices {
            guard let changed = try? SignedChange(decoding: bytes.flipping(bit: 8 * byte + byte % 8)) else { continue }
            #expect(throws: KeyMapError(.badSignature, ""), "byte \(byte)") { try changed.verify(hubKey: hubKey) }
        }
    }

    @Test("truncated records and such with a byte too many are refused", arguments: 0..<7)
    func truncation(position: Int) throws {
        let bytes = try Self.changes()[position].encoded
        for count in 0..<bytes.count {
            #expect(throws: ByteCodingError.self) { try SignedChange(decoding: Array(bytes.prefix(count))) }
        }
        #expect(throws: ByteCodingError.self) { try SignedChange(decoding: bytes + [0]) }
    }

    @Test("trap 29: random bytes never trap", arguments: Seed.first(64))
    func randomBytes(seed: Seed) throws {
        let random = seed.random
        for change in try Self.changes() {
            var bytes = change.encoded
            for _ in 0..<random.number(in: 1..<8) {
                bytes[random.number(in: 0..<bytes.count)] = UInt8(random.number(in: 0..<256))
            }
            if let decoded = try? SignedChange(decoding: bytes) { #expect(decoded.encoded == bytes) }
            let noise = random.bytes(random.number(in: 0..<300)).map { $0 > 100 ? 0 : $0 & 3 }
            _ = try? SignedChange(decoding: noise)
            _ = try? KeyRecord(decoding: [1] + noise)
            _ = try? AliasRecord(decoding: [1] + noise)
            _ = try? GrantRecord(decoding: [1] + noise)
            _ = try? AccessKeyRecord(decoding: [1] + noise)
            _ = try? CustodianRecord(decoding: [1] + noise)
            _ = try? SignedHead(decoding: noise)
        }
    }

    @Test("a record of a later format says so")
    func laterFormat() throws {
        for bytes in try [
            SampleRecords.key().encoded, SampleRecords.aliasRecord().encoded, SampleRecords.custodian.encoded,
        ] {
            let later = [6] + bytes.dropFirst()
            #expect(throws: ByteCodingError(.unknownFormat, "")) { try KeyRecord(decoding: later) }
            #expect(throws: ByteCodingError(.unknownFormat, "")) { try AliasRecord(decoding: later) }
            #expect(throws: ByteCodingError(.unknownFormat, "")) { try CustodianRecord(decoding: later) }
        }
    }

    @Test("a key that says nothing new keeps the bytes that an older release has signed; another has the later format")
    func formats() throws {
        let old = try SampleRecords.key()
        #expect(old.encoded[0] == 1)
        #expect(try KeyRecord(decoding: old.encoded) == old)
        let material = WrappedMaterial(
            maker: CustodianID("custodian-1"), publicKey: [1, 2], fingerprint: [], sealed: [3],
            signatures: [[UInt8](repeating: 4, count: 64)])
        let quorum = try SampleRecords.key(spec: .rsa2048, usage: .signVerify, material: material)
        #expect(quorum.encoded[0] == 2)
        #expect(try KeyRecord(decoding: quorum.encoded) == quorum)
        #expect(quorum.custody == .quorum && quorum.usage == .signVerify && quorum.current.material == material)
        // Neither format can stand in for the other.
        for (record, format) in [(old, UInt8(2)), (quorum, 1)] {
            #expect(throws: ByteCodingError.self) { try KeyRecord(decoding: [format] + record.encoded.dropFirst()) }
        }
    }

    @Test(
        "a key for key agreement keeps the custody of its record, and no signing key on P-256 is under threshold custody"
    )
    func agreement() throws {
        for custody in [Custody.threshold, .quorum] {
            let key = try SampleRecords.key(spec: .p256, usage: .keyAgreement, custody: custody)
            #expect(key.encoded[0] == 2)
            let decoded = try KeyRecord(decoding: key.encoded)
            #expect(decoded == key && decoded.custody == custody)
            #expect(decoded.suite == (custody == .threshold ? .agreementP256 : .quorumP256))
        }
        let signing = try SampleRecords.key(spec: .p256, usage: .signVerify, custody: .threshold)
        #expect(throws: ByteCodingError(.badValue, "")) { try KeyRecord(decoding: signing.encoded) }
    }

    @Test("a record under another name than its own, or of another kind, is refused")
    func misplaced() throws {
        let key = RecordValue.key(try SampleRecords.key())
        let alias = RecordValue.alias(SampleRecords.aliasRecord())
        let other = AliasName(account: "000000000000", region: "eu-west-1", name: "alias/other")
        let wrong: [(RecordName, RecordValue)] = [
            (.key(KeyID("other")), key), (.alias(other), alias), (.alias(SampleRecords.alias), key),
            (.key(SampleRecords.keyID), alias),
        ]
        for (name, value) in wrong {
            let change = KeyMapChange(
                revision: 1, previous: [UInt8](repeating: 0, count: 32), name: name, value: value)
            #expect(throws: ByteCodingError(.badValue, "")) { try KeyMapChange(decoding: change.encoded) }
        }
    }

    @Test("a record under a name that looks the same and has other bytes is refused: it would have two encodings")
    func lookalike() throws {
        let composed = AliasName(account: "000000000000", region: "eu-west-1", name: "alias/\u{e9}")
        let decomposed = AliasName(account: "000000000000", region: "eu-west-1", name: "alias/e\u{301}")
        let wrong: [(RecordName, RecordValue)] = [
            (.key(KeyID("e\u{301}")), .key(try SampleRecords.key(KeyID("\u{e9}")))),
            (.alias(decomposed), .alias(SampleRecords.aliasRecord(composed))),
        ]
        for (name, value) in wrong {
            let change = KeyMapChange(
                revision: 1, previous: [UInt8](repeating: 0, count: 32), name: name, value: value)
            #expect(throws: ByteCodingError(.badValue, "")) { try KeyMapChange(decoding: change.encoded) }
        }
    }

    @Test("trap 4: the threshold is stored, and shards of every threshold survive", arguments: Threshold.all(upTo: 6))
    func shards(threshold: Threshold) throws {
        let shard = KeyShard(
            number: 7, threshold: threshold, epoch: Epoch(9),
            committee: (0..<threshold.count).map { CustodianID("c\($0)") },
            commitments: (0..<threshold.quorum).map { [UInt8](repeating: UInt8($0), count: 32) },
            certificate: CommitteeCertificate(
                transcript: [1], signatures: (0..<threshold.count).map { [UInt8(($0))] }))
        let decoded = try KeyShard(decoding: shard.encoded)
        #expect(decoded == shard)
        #expect(decoded.index(of: CustodianID("c1")) == 2)
        #expect(decoded.index(of: CustodianID("nobody")) == nil)
        #expect(decoded.publicKey == shard.commitments[0])
    }
}
