import ByteCoding
import CustodianContract
import KeyMap
import KeyMaterial
import SecretSharing
import Testing

@Suite("Permits through their encoding")
struct PermitCodingTests {
    private static let share = ShareName(key: KeyID("k"), version: .first, shard: 1)

    private static func request(_ region: String) -> PermitRequest {
        PermitRequest(
            share: share, epoch: .first, purpose: .sign, region: region, clientRequest: "r",
            avoiding: [CustodianID("custodian-2")])
    }

    private static func permit(_ region: String) throws -> SignedPermit {
        let member = QuorumPermit.Member(custodian: CustodianID("custodian-1"), index: try ShareIndex(1), boot: [1])
        let permit = QuorumPermit(
            id: [UInt8](repeating: 9, count: 16), share: share, epoch: .first, members: [member],
            requester: CustodianID("custodian-1"), purpose: .sign, region: region, clientRequest: "r",
            expires: Timestamp(seconds: 1))
        return SignedPermit(permit: permit, signature: [UInt8](repeating: 7, count: 64), previous: nil)
    }

    @Test("requests and permits survive, with a region and without", arguments: ["", "eu-west-1"])
    func roundTrip(region: String) throws {
        let request = Self.request(region)
        #expect(try PermitRequest(decoding: request.encoded) == request)
        let permit = try Self.permit(region)
        #expect(try SignedPermit(decoding: permit.encoded) == permit)
        for bytes in [request.encoded, permit.encoded] {
            for count in 0..<bytes.count {
                let cut = Array(bytes.prefix(count))
                // A request that is cut before its region is one without it.
                #expect((try? PermitRequest(decoding: cut)).map(\.region.isEmpty) ?? true)
                #expect(throws: ByteCodingError.self) { try SignedPermit(decoding: cut) }
            }
        }
    }

    @Test("without a region both have the bytes that they had before there were any")
    func oldFormat() throws {
        let bytes = try Self.permit("").permit.encoded
        #expect(bytes[4...].starts(with: "quorate quorum permit v1".utf8))
        #expect(try Self.permit("eu-west-1").permit.encoded[4...].starts(with: "quorate quorum permit v2".utf8))
        #expect(Self.request("eu-west-1").encoded.starts(with: Self.request("").encoded))
    }

    @Test("the signature is over the region")
    func covered() throws {
        let hashes = Set(try ["", "eu-west-1", "us-east-1"].map { try Self.permit($0).permit.hash })
        #expect(hashes.count == 3)
    }

    @Test("a later format than is needed, or an empty region in it, is refused")
    func laterFormat() throws {
        var empty = ByteWriter()
        empty.write("quorate quorum permit v2")
        empty.write("")
        let plain = try Self.permit("").permit.encoded
        let rest = plain.dropFirst(4 + "quorate quorum permit v1".utf8.count)
        #expect(throws: ByteCodingError.self) { try QuorumPermit(decoding: empty.bytes + rest) }
        #expect(throws: ByteCodingError.self) { try PermitRequest(decoding: Self.request("").encoded + [0, 0, 0, 0]) }
    }
}
