import ByteCoding
import Groups
import SecretSharing
import TestSupport
import Testing

@Suite("Indices and thresholds")
struct IndexAndThresholdTests {
    @Test("trap 1: an index outside 1...20 cannot be made", arguments: [0, -1, 21, 255, 256, Int.max, Int.min])
    func badIndices(value: Int) {
        #expect(throws: SharingError(.badIndex, "")) { try ShareIndex(value) }
    }

    @Test("trap 1: an index outside 1...20 cannot be decoded", arguments: [0] + Array(21...255))
    func badEncodedIndices(value: UInt8) {
        #expect(throws: ByteCodingError(.badValue, "")) { try ShareIndex(decoding: [value]) }
    }

    /// An index is one byte on the wire, so that no multiple of the group's order can be written as one.
    @Test("trap 1: 0, q and 2q as 32-byte numbers are no indices", arguments: [UInt64(0), 1, 2])
    func multiplesOfTheOrder(factor: UInt64) throws {
        let order = Field25519.order
        let doubled = zip(order, [0] + order).map { byte, below in byte << 1 | below >> 7 }
        let encoding = [[UInt8](repeating: 0, count: 32), order, doubled][Int(factor)]
        #expect(throws: ByteCodingError.self) { try ShareIndex(decoding: encoding) }
        #expect(factor == 0 || (try? Scalar<Field25519>(canonical: encoding)) == nil)
    }

    @Test("every index 1...20 survives its encoding, one byte long", arguments: 1...20)
    func goodIndices(value: Int) throws {
        let index = try ShareIndex(value)
        #expect(index.encoded == [UInt8(value)])
        #expect(try ShareIndex(decoding: index.encoded) == index)
        #expect(index.scalar(in: Field25519.self) == Scalar(UInt64(value)))
        #expect(throws: ByteCodingError(.trailingBytes, "")) { try ShareIndex(decoding: index.encoded + [0]) }
    }

    @Test(
        "a threshold outside 2 <= k <= n <= 20 cannot be made or decoded",
        arguments: [(0, 0), (0, 3), (1, 1), (1, 5), (3, 2), (6, 5), (2, 21), (21, 21), (20, 255)])
    func badThresholds(quorum: Int, count: Int) {
        #expect(throws: SharingError(.badThreshold, "")) { try Threshold(quorum: quorum, of: count) }
        #expect(throws: ByteCodingError(.badValue, "")) { try Threshold(decoding: [UInt8(quorum), UInt8(count)]) }
    }

    @Test("a negative threshold cannot be made")
    func negativeThreshold() {
        #expect(throws: SharingError(.badThreshold, "")) { try Threshold(quorum: -3, of: -2) }
    }

    @Test("every threshold up to 20 survives its encoding", arguments: 2...20)
    func goodThresholds(count: Int) throws {
        for quorum in 2...count {
            let threshold = try Threshold(quorum: quorum, of: count)
            #expect(threshold.encoded == [UInt8(quorum), UInt8(count)])
            #expect(try Threshold(decoding: threshold.encoded) == threshold)
            #expect(ShareIndex.all(of: threshold).map(\.value) == Array(1...count))
        }
    }
}
