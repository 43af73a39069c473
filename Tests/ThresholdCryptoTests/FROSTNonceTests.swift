import Groups
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("FROST's nonces and binding factors")
struct FROSTNonceTests {
    private typealias Nonces = SigningNonces<FROSTEd25519>

    @Test("trap 15: nonces follow from fresh randomness and from the share", arguments: Seed.first(16))
    func hedged(seed: Seed) throws {
        let random = seed.random
        let share = SecretScalar<Field25519>.random(from: random)
        let other = SecretScalar<Field25519>.random(from: random)
        let bytes = random.bytes(64)
        let source = FixedRandom(bytes)
        let first = Nonces(share: share, random: source).commitment
        #expect(source.drawn == 64)
        #expect(Nonces(share: share, random: FixedRandom(bytes)).commitment == first)
        #expect(Nonces(share: other, random: FixedRandom(bytes)).commitment != first)
        let changed = Nonces(share: share, random: FixedRandom(bytes.flipping(bit: random.number(in: 0..<256))))
            .commitment
        #expect(changed.hiding != first.hiding && changed.binding == first.binding)
        #expect(first.hiding != first.binding)
    }

    @Test("trap 15: a generator that yields zeros only still gives different nonces to different shares")
    func brokenGenerator() {
        let one = Nonces(share: SecretScalar(Scalar(1)), random: FixedRandom([])).commitment
        let two = Nonces(share: SecretScalar(Scalar(2)), random: FixedRandom([])).commitment
        #expect(one.hiding != two.hiding)
    }

    @Test("the two kinds of Ed25519 make different nonces of the same randomness")
    func suites() {
        let share = SecretScalar<Field25519>(Scalar(5))
        let plain = SigningNonces<FROSTEd25519>(share: share, random: FixedRandom([1])).commitment
        let prehashed = SigningNonces<FROSTEd25519ph>(share: share, random: FixedRandom([1])).commitment
        #expect(plain.hiding != prehashed.hiding && plain.binding != prehashed.binding)
    }

    @Test("trap 17: every binding factor depends on message, key, every commitment and the signer")
    func bindingFactors() throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        let sharing = try SampleSharing<Edwards25519>(threshold, random: SeededRandom(1))
        let other = try SampleSharing<Edwards25519>(threshold, random: SeededRandom(2))
        let members = threshold.quorums[0]
        let signers = try SampleSigners<FROSTEd25519>(sharing, members: members, message: [1], random: SeededRandom(3))
        let strangers = try SampleSigners<FROSTEd25519>(
            sharing, members: members, message: [1], random: SeededRandom(4))

        func factors(
            message: [UInt8] = [1], publicKey: Element<Edwards25519>? = nil, replacing position: Int? = nil
        ) throws -> [Scalar<Field25519>] {
            var list = signers.commitments
            if let position { list[position].commitment = strangers.commitments[position].commitment }
            let package = try SigningPackage<FROSTEd25519>(
                message: message, commitments: list, publicKey: publicKey ?? sharing.publicKey, threshold: threshold)
            return members.map(package.bindingFactor)
        }
        let all = try [
            factors(), factors(message: [2]), factors(message: []), factors(publicKey: other.publicKey),
            factors(replacing: 0), factors(replacing: 1),
        ].flatMap { $0 }
        #expect(all.count == 12 && Set(all).count == 12)
        #expect(!all.contains { $0.isZero })
    }

    @Test("trap 9: the challenge depends on commitment, key and message, in every suite")
    func challenges() {
        challenges(FROSTEd25519.self)
        challenges(FROSTEd25519ph.self)
        challenges(FROSTRistretto255.self)
    }

    private func challenges<Suite: FROSTSuite>(_ suite: Suite.Type) {
        let (zeros, ones) = ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 1, count: 32))
        let all = [
            Suite.h2(commitment: zeros, publicKey: zeros, message: [1]),
            Suite.h2(commitment: ones, publicKey: zeros, message: [1]),
            Suite.h2(commitment: zeros, publicKey: ones, message: [1]),
            Suite.h2(commitment: zeros, publicKey: zeros, message: [2]),
        ]
        #expect(Set(all).count == 4)
    }

    @Test("the hashes of every suite are domains of their own")
    func domains() {
        domains(FROSTEd25519.self)
        domains(FROSTEd25519ph.self)
        domains(FROSTRistretto255.self)
        #expect(FROSTEd25519.h4([1]) != FROSTEd25519ph.h4([1]))
        #expect(FROSTEd25519.h5([1]) != FROSTEd25519ph.h5([1]))
        #expect(FROSTEd25519.h1([1]) != FROSTEd25519ph.h1([1]))
    }

    private func domains<Suite: FROSTSuite>(_ suite: Suite.Type) {
        let message: [UInt8] = [1, 2, 3]
        #expect(Suite.h4(message) != Suite.h5(message))
        #expect(Suite.h1(message) != Suite.h3(message).published())
    }
}
