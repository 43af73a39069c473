import ByteCoding
import KeyMap
import TestSupport
import Testing

@Suite("Calls from a gateway to its hub")
struct ControlCallTests {
    private static let id = SampleRecords.keyID
    private static let moment = Timestamp(seconds: 1_800_000_000)

    private static func calls() throws -> [ControlCall] {
        let material = WrappedMaterial(
            maker: CustodianID("custodian-1"), publicKey: [1], fingerprint: [2, 3], sealed: [4, 5, 6],
            signatures: [[UInt8](repeating: 7, count: 64)])
        let changes: [KeyChange] = [
            .describe("d"), .enable, .disable, .scheduleDeletion(days: 30), .cancelDeletion,
            .tag([KeyRecord.Tag(key: "k", value: "v")]), .untag(["k", ""]), .policy("{}"),
            .importMaterial(material, expires: nil), .importMaterial(material, expires: moment), .deleteMaterial,
        ]
        return changes.map { .changeKey(id, $0, region: "eu-west-1") } + [
            .createKey(creation()), .createKey(creation(token: "token", isMultiRegion: true)),
            .createKey(symmetric(SuiteChoice(.replicatedAES, isStrict: true))),
            .importMaterial(id, material, expires: moment, region: ""),
            .importMaterial(id, material, expires: nil, region: "eu-west-1"),
            .createAlias(SampleRecords.alias, target: id), .updateAlias(SampleRecords.alias, target: id),
            .deleteAlias(SampleRecords.alias), .replicateKey(id, SampleRecords.replication("us-east-1")),
            .updatePrimaryRegion(id, region: "us-east-1"), .createGrant(try SampleRecords.grant(1)),
            .removeGrant(try SampleRecords.grant(2).id),
        ]
    }

    private static func creation(token: String? = nil, isMultiRegion: Bool = false) -> KeyCreation {
        KeyCreation(
            account: "000000000000", region: "eu-west-1", spec: .hmac256, origin: .external, placement: "n=3",
            keyDescription: "ünïcode", policy: "{}", tags: [KeyRecord.Tag(key: "k", value: "v")], token: token,
            isMultiRegion: isMultiRegion)
    }

    private static func symmetric(_ suite: SuiteChoice?) -> KeyCreation {
        KeyCreation(
            account: "000000000000", region: "eu-west-1", spec: .symmetricDefault, suite: suite, keyDescription: "",
            policy: "{}", tags: [], token: nil)
    }

    @Test("a key without a chosen suite is asked for as before there was a choice; a suite goes with its spec only")
    func suites() throws {
        let creation = Self.symmetric(nil).encoded
        #expect(ControlCall.createKey(Self.symmetric(nil)).encoded == [1, 1] + creation)
        #expect(
            ControlCall.createKey(Self.symmetric(SuiteChoice(.replicatedAES))).encoded == [1, 9, 5, 0] + creation)
        for wrong in [[5, 2], [2, 0], [1, 1], [9, 0]] as [[UInt8]] {
            #expect(throws: ByteCodingError.self) { try ControlCall(decoding: [1, 9] + wrong + creation) }
        }
    }

    @Test("every call comes over as it was made")
    func roundTrip() throws {
        for call in try Self.calls() {
            #expect(try ControlCall(decoding: call.encoded) == call)
        }
    }

    @Test("(29) no call that was cut, prolonged or changed traps the hub; cut and prolonged ones are refused")
    func malformed() throws {
        for call in try Self.calls() {
            let bytes = call.encoded
            for count in bytes.indices {
                #expect(throws: ByteCodingError.self) { try ControlCall(decoding: Array(bytes.prefix(count))) }
            }
            #expect(throws: ByteCodingError.self) { try ControlCall(decoding: bytes + [0]) }
            for position in bytes.indices {
                for mask: UInt8 in [0x01, 0x80, 0xff] {
                    var changed = bytes
                    changed[position] ^= mask
                    // Whatever it decodes to, a key must survive it.
                    guard case .changeKey(_, let change, _)? = try? ControlCall(decoding: changed) else { continue }
                    _ = try? SampleRecords.key().applying(change, at: Self.moment)
                }
            }
        }
    }
}
