import ByteCoding
import CustodianContract
import FleetIdentity
import KeyMap
import NIOCore
import SecretSharing
import Synchronization
import Testing

@Suite("Permits that mean nothing")
struct UnreadablePermitTests {
    @Test("one that names a member of index zero, or is cut or empty, is refused and put on record with its sender")
    func refused() async throws {
        let whole = try QuorumFixture.permit().encoded
        let zero = try Self.withIndexZero()
        for permit in [zero, Array(whole.dropLast()), []] {
            #expect(throws: ByteCodingError.self) { try SignedPermit(decoding: permit) }
            try await RunningCustodian.serve { running in
                let seen = SeenFrames()
                let channel = try await RawConnection.open(
                    to: running, as: running.identity(.custodian, "custodian-1"), handler: { SeenFrames.Handler(seen) })
                let stream = RawConnection.opening("/quorate.custodian.v1.Custodian/Release")
                let request = RawConnection.message(Self.batch(permit))
                try await channel.writeAndFlush(ByteBuffer(bytes: RawConnection.preface + stream + request))
                let isOnRecord = try await RunningCustodian.eventually {
                    running.custodian.unreadable.withLock { $0 } == [CustodianID("custodian-1")]
                }
                #expect(isOnRecord)
                #expect(running.custodian.peers.withLock { $0.isEmpty })
                try? await channel.close()
            }
        }
    }

    /// A permit that is whole but for the index of its member: where the encodings of two indices differ, it stands.
    private static func withIndexZero() throws -> [UInt8] {
        func permit(_ index: Int) throws -> [UInt8] {
            let one = try QuorumFixture.permit()
            let member = QuorumPermit.Member(
                custodian: CustodianID("custodian-1"), index: try ShareIndex(index), boot: [1])
            let permit = QuorumPermit(
                id: one.permit.id, share: one.permit.share, epoch: one.permit.epoch, members: [member],
                requester: one.permit.requester, purpose: one.permit.purpose, clientRequest: "r",
                expires: one.permit.expires)
            return SignedPermit(permit: permit, signature: one.signature, previous: nil).encoded
        }
        let (first, second) = (try permit(1), try permit(2))
        var zero = first
        let position = try #require(zip(first, second).enumerated().first { $1.0 != $1.1 }?.offset)
        zero[position] = 0
        return zero
    }

    /// A `ReleaseBatch` of one request, number 1, in protobuf: fields 1 (the request), in it 1 (number) and 2 (permit).
    private static func batch(_ permit: [UInt8]) -> [UInt8] {
        let request = [0x08, 0x01, 0x12] + varint(permit.count) + permit
        return [0x0A] + varint(request.count) + request
    }

    private static func varint(_ value: Int) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
    }
}
