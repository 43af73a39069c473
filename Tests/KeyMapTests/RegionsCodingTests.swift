import ByteCoding
import KeyMap
import Secrets
import TestSupport
import Testing

@Suite("Keys of several regions through their encoding")
struct RegionsCodingTests {
    /// The bytes of a key of three regions, and where its first replica's region stands in them.
    private static func sample() throws -> (key: KeyRecord, bytes: [UInt8], firstReplica: Int) {
        let key = try SampleRecords.multiRegionKey()
        let bytes = key.encoded
        return (key, bytes, bytes.count - key.elsewhere.reduce(0) { $0 + $1.encoded.count })
    }

    private static func refuses(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(throws: ByteCodingError.self, sourceLocation: sourceLocation) { try KeyRecord(decoding: bytes) }
    }

    @Test("a key that was never replicated keeps the format of a key of one region")
    func oldest() throws {
        let key = try SampleRecords.key(SampleRecords.multiRegionID)
        #expect(key.encoded[0] == 1)
        #expect(try KeyRecord(decoding: key.encoded) == key)
        let (replicated, bytes, _) = try Self.sample()
        #expect(bytes[0] == 3)
        #expect(try KeyRecord(decoding: bytes) == replicated)
    }

    @Test("replicas in another order, twice, without a region, or in the primary's region are refused")
    func badRegions() throws {
        let (key, bytes, start) = try Self.sample()
        let replicas = key.elsewhere.map(\.encoded)
        let head = Array(bytes[..<start])
        Self.refuses(head + replicas[1] + replicas[0])
        Self.refuses(head + replicas[0] + replicas[0])
        for region in ["", "eu-west-1"] {
            let place = RegionalKey(
                region: region, created: key.created, state: .enabled, keyDescription: "", policy: "", tags: [])
            let counted = Array(bytes[..<(start - 4)]) + [0, 0, 0, 1]
            Self.refuses(counted + place.encoded)
        }
    }

    @Test("replicas that wait for replicas, of a key of one region, and none at all in this format, are refused")
    func badReplicas() throws {
        let (key, bytes, start) = try Self.sample()
        let counted = Array(bytes[..<(start - 4)])
        let waiting = RegionalKey(
            region: "eu-central-1", created: key.created, state: .pendingReplicaDeletion(days: 7), keyDescription: "",
            policy: "", tags: [])
        Self.refuses(counted + [0, 0, 0, 1] + waiting.encoded)
        Self.refuses(counted + [0, 0, 0, 0])
        let ordinary = Array("aaa-".utf8) + bytes[9...]
        Self.refuses(Array(bytes[..<5]) + ordinary)
        #expect(throws: Never.self) { try KeyRecord(decoding: Array(bytes[..<5]) + Array("mrk-".utf8) + bytes[9...]) }
    }

    @Test("a key without replicas that waits for them is refused")
    func waitingForNone() throws {
        let enabled = try SampleRecords.key(SampleRecords.multiRegionID).encoded
        let state =
            try #require(
                enabled.indices.first { enabled[$0...].starts(with: SampleRecords.created.encoded) }) + 8
        #expect(throws: Never.self) { try KeyRecord(decoding: enabled) }
        Self.refuses(Array(enabled[..<state]) + [5, 0, 7] + enabled[(state + 1)...])
    }

    @Test("trap 29: random bytes never trap", arguments: Seed.first(64))
    func randomBytes(seed: Seed) throws {
        let random = seed.random
        var (_, bytes, _) = try Self.sample()
        for _ in 0..<random.number(in: 1..<8) {
            bytes[random.number(in: 0..<bytes.count)] = UInt8(random.number(in: 0..<256))
        }
        if let decoded = try? KeyRecord(decoding: bytes) { #expect(decoded.encoded == bytes) }
        let noise = random.bytes(random.number(in: 0..<300)).map { $0 > 100 ? 0 : $0 & 3 }
        _ = try? KeyRecord(decoding: [3] + noise)
        _ = try? KeyReplication(decoding: [1] + noise)
    }

    @Test("a replication survives; another format, and bytes too few or too many, are refused")
    func replication() throws {
        let replication = SampleRecords.replication(
            "us-east-1", "ünïcode", policy: "{}", tags: [KeyRecord.Tag(key: "a", value: "b")])
        let bytes = replication.encoded
        #expect(try KeyReplication(decoding: bytes) == replication)
        #expect(throws: ByteCodingError(.unknownFormat, "")) { try KeyReplication(decoding: [2] + bytes.dropFirst()) }
        for count in 0..<bytes.count {
            #expect(throws: ByteCodingError.self) { try KeyReplication(decoding: Array(bytes.prefix(count))) }
        }
        #expect(throws: ByteCodingError.self) { try KeyReplication(decoding: bytes + [0]) }
    }
}
