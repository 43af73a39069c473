import Crypto
import Groups
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Any quorum signs")
struct FROSTQuorumTests {
    @Test("every quorum of every committee of up to six signs with Ed25519", arguments: Threshold.all(upTo: 6))
    func everyQuorum(threshold: Threshold) throws {
        let random = SeededRandom(5)
        let sharing = try SampleSharing<Edwards25519>(threshold, random: random)
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: sharing.publicKey.bytes)
        for quorum in threshold.quorums {
            let message = random.bytes(40)
            let signers = try SampleSigners<FROSTEd25519>(sharing, members: quorum, message: message, random: random)
            let signature = try #require(try signers.package.aggregate(signers.shares()))
            #expect(key.isValidSignature(signature, for: message), "\(quorum)")
            #expect(
                Ed25519Verification.isValid(
                    signature: signature, message: message, publicKey: sharing.publicKey.bytes))
        }
    }

    @Test("every quorum of five signs with Ed25519ph, and its signatures are no plain ones")
    func prehashed() throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let random = SeededRandom(6)
        let sharing = try SampleSharing<Edwards25519>(threshold, random: random)
        let publicKey = sharing.publicKey.bytes
        for quorum in threshold.quorums {
            let digest = random.bytes(64)
            let signers = try SampleSigners<FROSTEd25519ph>(sharing, members: quorum, message: digest, random: random)
            let signature = try #require(try signers.package.aggregate(signers.shares()))
            #expect(Ed25519Verification.isValidPrehashed(signature: signature, message: digest, publicKey: publicKey))
            #expect(!Ed25519Verification.isValid(signature: signature, message: digest, publicKey: publicKey))
        }
    }

    @Test("13 of 20 sign, in whatever order they are named", arguments: Seed.first(4))
    func largeCommittee(seed: Seed) throws {
        let random = seed.random
        let threshold = try Threshold(quorum: 13, of: 20)
        let sharing = try SampleSharing<Edwards25519>(threshold, random: random)
        var members = ShareIndex.all(of: threshold)
        while members.count > 13 { members.remove(at: random.number(in: 0..<members.count)) }
        let message = random.bytes(100)
        let signers = try SampleSigners<FROSTEd25519>(
            sharing, members: members.reversed(), message: message, random: random)
        let signature = try #require(try signers.package.aggregate(signers.shares()))
        #expect(
            Ed25519Verification.isValid(signature: signature, message: message, publicKey: sharing.publicKey.bytes))
    }

    @Test("messages of any length are signed, the empty one included", arguments: [0, 1, 63, 64, 4_096])
    func lengths(count: Int) throws {
        let random = SeededRandom(7)
        let threshold = try Threshold(quorum: 2, of: 3)
        let sharing = try SampleSharing<Edwards25519>(threshold, random: random)
        let message = random.bytes(count)
        let signers = try SampleSigners<FROSTEd25519>(
            sharing, members: threshold.quorums[1], message: message, random: random)
        let signature = try #require(try signers.package.aggregate(signers.shares()))
        #expect(
            Ed25519Verification.isValid(signature: signature, message: message, publicKey: sharing.publicKey.bytes))
    }

    @Test("trap 30: signature shares of two epochs of one key make no signature, and the stranger is named")
    func epochs() throws {
        let random = SeededRandom(8)
        let threshold = try Threshold(quorum: 2, of: 3)
        let secret = try Scalar<Field25519>(reducing: random.bytes(64))
        let old = try SampleSharing<Edwards25519>(
            threshold, coefficients: [secret, Scalar(reducing: random.bytes(64))])
        let new = try SampleSharing<Edwards25519>(
            threshold, coefficients: [secret, Scalar(reducing: random.bytes(64))])
        #expect(old.publicKey == new.publicKey)
        let signers = try SampleSigners<FROSTEd25519>(
            new, members: threshold.quorums[0], message: [1], random: random)
        let (first, second) = (signers.members[0], signers.members[1])
        let stale = try signers.package.sign(
            index: second, share: old.share(second).scalar, nonces: #require(signers.boxes[second]).take())
        #expect(try signers.package.aggregate([first: signers.sign(first), second: stale]) == nil)
        let error = #expect(throws: FROSTError.self) {
            try signers.package.verify(share: stale, of: second, publicShare: new.publicShare(second))
        }
        #expect(error?.code == .badShare && error?.culprit == second)
    }
}
