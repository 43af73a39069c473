import Groups
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("Feldman's commitments")
struct CommitmentTests {
    typealias Number = Scalar<Field25519>
    typealias Commitments = FeldmanCommitments<Ristretto255>

    @Test("trap 3: a vector longer or shorter than the quorum is refused", arguments: [0, 1, 2, 4, 5, 20])
    func wrongLength(count: Int) throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let elements = (0..<count).map { Element<Ristretto255>(generatorTimes: Number(UInt64($0 + 1))) }
        #expect(throws: SharingError(.wrongCommitments, "")) { try Commitments(elements, threshold: threshold) }
        #expect(throws: SharingError(.wrongCommitments, "")) {
            try Commitments(decoding: elements.map(\.bytes), threshold: threshold)
        }
    }

    @Test("the identity is refused as constant, and allowed above it")
    func identity() throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        #expect(throws: SharingError(.wrongCommitments, "")) {
            try Commitments([.identity, .generator], threshold: threshold)
        }
        let commitments = try Commitments([.generator, .identity], threshold: threshold)
        #expect(try Commitments(decoding: commitments.encoded, threshold: threshold) == commitments)
        #expect(commitments.publicShare(of: try ShareIndex(3)) == .generator)
    }

    @Test("trap 18: commitments outside the prime-order group are refused, at every place", arguments: [0, 1])
    func foreignPoints(position: Int) throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        for encoding in [
            LibsodiumSelfTest.mixedOrderPoint, [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f], [1, 2, 3], [],
        ] {
            var encodings = [Element<Edwards25519>.generator.bytes, Element<Edwards25519>.generator.bytes]
            encodings[position] = encoding
            #expect(throws: SharingError(.wrongCommitments, "")) {
                try FeldmanCommitments<Edwards25519>(decoding: encodings, threshold: threshold)
            }
        }
    }

    @Test("every share fits, and no other number does", arguments: Threshold.all(upTo: 5))
    func verification(threshold: Threshold) throws {
        let sharing = try SampleSharing<Ristretto255>(threshold, random: SeededRandom(4))
        for index in ShareIndex.all(of: threshold) {
            let share = sharing.share(index)
            #expect(throws: Never.self) { try sharing.commitments.verify(share.scalar, at: index) }
            #expect(sharing.publicShare(index) == Element(generatorTimes: share.scalar))
            let wrong = SharedSecret(share.scalar.adding(SecretScalar(Number.one)))
            #expect(throws: SharingError(.shareMismatch, "")) {
                try sharing.commitments.verify(wrong.scalar, at: index)
            }
            for other in ShareIndex.all(of: threshold) where other != index {
                #expect(throws: SharingError(.shareMismatch, "")) {
                    try sharing.commitments.verify(share.scalar, at: other)
                }
            }
        }
    }

    @Test("the joint commitments of dealers are those of the sum of their polynomials")
    func joint() throws {
        let threshold = try Threshold(quorum: 3, of: 4)
        let dealers = try (0..<4).map { try SampleSharing<Ristretto255>(threshold, random: SeededRandom($0)) }
        let joint = try Commitments.joint(of: dealers.map(\.commitments), threshold: threshold)
        for index in ShareIndex.all(of: threshold) {
            let sum = dealers.reduce(SharedSecret(SecretScalar<Field25519>(Number.zero))) { sum, dealer in
                SharedSecret(sum.scalar.adding(dealer.share(index).scalar))
            }
            #expect(throws: Never.self) { try joint.verify(sum.scalar, at: index) }
        }
    }

    @Test("there is no joint commitment of nobody, or to zero")
    func emptyJoint() throws {
        let threshold = try Threshold(quorum: 2, of: 2)
        #expect(throws: SharingError(.wrongCommitments, "")) { try Commitments.joint(of: [], threshold: threshold) }
        let one = try Commitments([.generator, .generator], threshold: threshold)
        let minusOne = try Commitments([.identity - .generator, .generator], threshold: threshold)
        #expect(throws: SharingError(.wrongCommitments, "")) {
            try Commitments.joint(of: [one, minusOne], threshold: threshold)
        }
    }

    @Test("trap 29: random bytes as commitments never trap", arguments: Seed.first(64))
    func randomBytes(seed: Seed) throws {
        let random = seed.random
        let threshold = try Threshold(quorum: 2, of: 3)
        let encodings = (0..<random.number(in: 0..<5)).map { _ in random.bytes(random.number(in: 0..<40)) }
        if let commitments = try? Commitments(decoding: encodings, threshold: threshold) {
            #expect(commitments.encoded == encodings)
        }
    }
}
