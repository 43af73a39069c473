import CustodianContract
import FleetProto
import FleetRPC
import Foundation
import SwiftProtobuf
import Testing

@Suite("What a gateway takes for a batch under one proof")
struct ProvenRepliesTests {
    private typealias Request = Quorate_Custodian_V1_UseRequest
    private typealias Reply = Quorate_Custodian_V1_UseReply

    private static func bytes(_ value: UInt64) -> Data { Data(repeating: UInt8(value), count: 32) }

    /// The requests 1, 2, 3 ... of one share.
    private static func request(_ id: UInt64) -> Request {
        .with {
            $0.id = id
            $0.key = "k"
            $0.version = 1
            $0.shard = 1
            $0.epoch = 1
            $0.evaluatePrf.contextDigest = bytes(7)
            $0.evaluatePrf.alpha = bytes(id)
        }
    }

    private static func reply(_ id: UInt64) -> Reply {
        .with {
            $0.id = id
            $0.prfPartial.epoch = 1
            $0.prfPartial.element = bytes(100 + id)
        }
    }

    private static func proof(_ ids: [UInt64]) -> Quorate_Custodian_V1_BatchProof {
        .with {
            $0.ids = ids
            $0.first = bytes(1)
            $0.second = bytes(2)
            $0.response = bytes(3)
        }
    }

    /// What is read of proofs over these numbers, where the requests 1 to `count` were answered.
    private static func read(
        _ proofs: [[UInt64]], count: UInt64 = 4, request: (UInt64) -> Request? = { $0 <= 70 ? Self.request($0) : nil },
        reply: (UInt64) -> Reply = Self.reply
    ) -> ProvenReplies {
        let message = Quorate_Custodian_V1_UseReplyBatch.with {
            $0.replies = (1...count).map(reply)
            $0.proofs = proofs.map(proof)
        }
        return ProvenReplies(message, request: request)
    }

    @Test("the inputs are those that were asked, the elements those of the replies, in the proof's order")
    func honest() throws {
        let read = Self.read([[3, 1], [2]])
        let batch = try #require(read[1])
        #expect(batch === read[3])
        #expect(batch.entries.map(\.alpha) == [3, 1].map { [UInt8](Self.bytes($0)) })
        #expect(batch.entries.map(\.element) == [103, 101].map { [UInt8](Self.bytes($0)) })
        #expect(read[2]?.entries.count == 1)
        #expect(read[4] == nil)
    }

    @Test("a proof that names a reply twice, or one that another has, is none")
    func repeated() {
        let twice = Self.read([[1, 2, 1]])
        #expect(twice[1] == nil && twice[2] == nil)
        let shared = Self.read([[1, 2], [2, 3]])
        #expect(shared[1] === shared[2] && shared[1] != nil && shared[3] == nil)
    }

    @Test("a proof of nothing, of too much, of what was not asked or has no answer is none")
    func unknown() {
        #expect(Self.read([[]])[1] == nil)
        #expect(Self.read([Array(1...65)], count: 65)[1] == nil)
        #expect(Self.read([Array(1...64)], count: 65)[1] != nil)
        #expect(Self.read([[1, 71]], count: 71)[1] == nil)
        #expect(Self.read([[1, 5]])[1] == nil)
    }

    @Test("a proof over two shares, epochs or kinds of request is none")
    func mixed() {
        let changes: [(inout Request) -> Void] = [
            { $0.key = "l" }, { $0.version = 2 }, { $0.shard = 2 }, { $0.epoch = 2 },
            { $0.commitNonces = .init() },
        ]
        for change in changes {
            let read = Self.read([[1, 2]]) { id in
                var request = Self.request(id)
                if id == 2 { change(&request) }
                return request
            }
            #expect(read[1] == nil && read[2] == nil)
        }
        let refused = Self.read(
            [[1, 2]],
            reply: { id in
                guard id == 2 else { return Self.reply(id) }
                return .with {
                    $0.id = id
                    $0.refusal = .init()
                }
            })
        #expect(refused[1] == nil && refused[2] == nil)
    }
}
