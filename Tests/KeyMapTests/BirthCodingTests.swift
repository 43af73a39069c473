import ByteCoding
import KeyMap
import TestSupport
import Testing

@Suite("Births of keys through their encoding")
struct BirthCodingTests {
    private static let entropy = BirthEntropy(
        sources: [
            .init(name: "memory-walk", claimed: 1_000, assessed: 4_520, bits: 1_536, health: .healthy, isFresh: true),
            .init(name: "rdrand", claimed: 15, assessed: nil, bits: 0, health: .alarmed, isFresh: false),
        ],
        minimum: 1)

    private static func key(births: Int, suite: SuiteChoice? = nil) throws -> KeyRecord {
        let plain = try SampleRecords.key()
        let shard = plain.current.shards[0]
        let count = (suite?.suite ?? .ristrettoPRF).commitmentCount(shard.threshold)
        let version = KeyVersion(
            number: .first, created: plain.created,
            shards: [
                KeyShard(
                    number: shard.number, threshold: shard.threshold, epoch: shard.epoch, committee: shard.committee,
                    commitments: (0..<count).map {
                        suite == nil ? shard.commitments[$0] : [UInt8](repeating: 7, count: 32)
                    },
                    certificate: shard.certificate)
            ],
            births: (0..<births).map {
                BirthStatement(
                    custodian: CustodianID("custodian-\($0 + 1)"), entropy: entropy,
                    signature: [UInt8](repeating: 0xb0 + UInt8($0), count: 64))
            })
        return KeyRecord(
            id: plain.id, account: plain.account, region: plain.region, spec: plain.spec, created: plain.created,
            state: plain.state, keyDescription: plain.keyDescription, policy: plain.policy, tags: plain.tags,
            creationToken: plain.creationToken, suite: suite, first: version)
    }

    @Test("a key without births keeps the format that it had, one with them has the latest")
    func formats() throws {
        #expect(try Self.key(births: 0).encoded == SampleRecords.key().encoded)
        #expect(try Self.key(births: 0).encoded[0] == 1)
        #expect(try Self.key(births: 3).encoded[0] == 5)
    }

    @Test("every count of births, with and without a suite of its own, comes back as it was")
    func roundTrip() throws {
        for births in 0...3 {
            let key = try Self.key(births: births)
            #expect(try KeyRecord(decoding: key.encoded) == key)
            #expect(try KeyRecord(decoding: key.encoded).current.births.count == births)
        }
        for births in [0, 2] {
            let key = try Self.key(births: births, suite: SuiteChoice(.replicatedAES))
            #expect(try KeyRecord(decoding: key.encoded) == key && key.encoded[0] == (births == 0 ? 4 : 5))
        }
    }

    @Test("what is cut short, or said of no birth at all, is refused")
    func refused() throws {
        let bytes = try Self.key(births: 2).encoded
        for count in stride(from: bytes.count - 1, to: bytes.count - 200, by: -1) {
            #expect(throws: ByteCodingError.self) { try KeyRecord(decoding: Array(bytes[..<count])) }
        }
        // Format 5 that would have been format 1.
        let empty = try Array(bytes.dropLast(Self.key(births: 2).current.births.reduce(4) { $0 + $1.encoded.count }))
        #expect(throws: ByteCodingError.self) { try KeyRecord(decoding: empty + [0, 0, 0, 0]) }
        // Two of one custodian, which then has the other's name.
        let name = Array("custodian-2".utf8)
        let position = try #require(bytes.indices.last { bytes[$0...].starts(with: name) })
        var doubled = bytes
        doubled[position + name.count - 1] = UInt8(ascii: "1")
        #expect(throws: ByteCodingError.self) { try KeyRecord(decoding: doubled) }
        let entropy = Self.entropy.encoded
        // The first source's health is the last byte but one of it.
        let health = 4 + 4 + 4 + "memory-walk".utf8.count + 4 + 1 + 4 + 8
        #expect(entropy[health] == BirthEntropy.Source.Health.healthy.rawValue)
        var unknown = entropy
        unknown[health] = 99
        #expect(throws: ByteCodingError.self) { try BirthEntropy(decoding: unknown) }
        // A name that would do something to a terminal.
        var shifty = entropy
        shifty[13] = 0x1b
        #expect(throws: ByteCodingError.self) { try BirthEntropy(decoding: shifty) }
    }
}
