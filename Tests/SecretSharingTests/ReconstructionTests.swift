import Groups
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("Shares and what they add up to")
struct ReconstructionTests {
    typealias Number = Scalar<Field25519>

    @Test("every quorum of every committee of up to six reconstructs the secret", arguments: Threshold.all(upTo: 6))
    func everyQuorum(threshold: Threshold) throws {
        let sharing = try SampleSharing<Ristretto255>(threshold, random: SeededRandom(1))
        for size in threshold.quorum...threshold.count {
            for subset in ShareIndex.all(of: threshold).subsets(of: size) {
                let secret = try Interpolation.reconstruct(
                    subset.map { (index: $0, share: sharing.share($0)) }, threshold: threshold)
                #expect(Element(generatorTimes: secret) == sharing.publicKey, "\(subset)")
            }
        }
    }

    @Test("any 13 of 20 shares reconstruct the secret", arguments: Seed.first(16))
    func largeCommittee(seed: Seed) throws {
        let threshold = try Threshold(quorum: 13, of: 20)
        let random = seed.random
        let sharing = try SampleSharing<Edwards25519>(threshold, random: random)
        var members = ShareIndex.all(of: threshold)
        while members.count > 13 { members.remove(at: random.number(in: 0..<members.count)) }
        let secret = try Interpolation.reconstruct(
            members.reversed().map { (index: $0, share: sharing.share($0)) }, threshold: threshold)
        #expect(Element(generatorTimes: secret) == sharing.publicKey)
    }

    @Test("fewer than a quorum are refused", arguments: Threshold.all(upTo: 5))
    func tooFew(threshold: Threshold) throws {
        for size in 0..<threshold.quorum {
            for subset in ShareIndex.all(of: threshold).subsets(of: size) {
                #expect(throws: SharingError(.wrongCount, "")) {
                    try Interpolation<Field25519>(over: subset, threshold: threshold)
                }
            }
        }
    }

    @Test(
        "trap 2: a duplicate index is refused, wherever it stands",
        arguments: [[1, 1], [1, 2, 1], [3, 2, 2], [2, 1, 3, 3]])
    func duplicates(values: [Int]) throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        let indices = try values.map { try ShareIndex($0) }
        #expect(throws: SharingError(.duplicateIndex, "")) {
            try Interpolation<Field25519>(over: indices, threshold: threshold)
        }
        let sharing = try SampleSharing<Ristretto255>(threshold, random: SeededRandom(1))
        #expect(throws: SharingError(.duplicateIndex, "")) {
            _ = try Interpolation.reconstruct(
                indices.map { (index: $0, share: sharing.share($0)) }, threshold: threshold)
        }
    }

    @Test("an index above the committee's size is refused")
    func foreignIndex() throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        #expect(throws: SharingError(.badIndex, "")) {
            try Interpolation<Field25519>(over: [ShareIndex(1), ShareIndex(4)], threshold: threshold)
        }
    }

    @Test("the coefficients of 1, 2, 3 are 3, -3, 1, and zero for a stranger")
    func coefficients() throws {
        let threshold = try Threshold(quorum: 3, of: 4)
        let interpolation = try Interpolation<Field25519>(
            over: [ShareIndex(3), ShareIndex(1), ShareIndex(2)], threshold: threshold)
        #expect(interpolation[try ShareIndex(1)] == Number(3))
        #expect(interpolation[try ShareIndex(2)] == .zero - Number(3))
        #expect(interpolation[try ShareIndex(3)] == .one)
        #expect(interpolation[try ShareIndex(4)] == .zero)
    }

    @Test("partial results combine to the secret's result", arguments: Threshold.all(upTo: 5))
    func combination(threshold: Threshold) throws {
        let sharing = try SampleSharing<Edwards25519>(threshold, random: SeededRandom(2))
        let base = Element<Edwards25519>(generatorTimes: Number(12_345))
        for quorum in threshold.quorums {
            let interpolation = try Interpolation<Field25519>(over: quorum, threshold: threshold)
            var partials: [ShareIndex: SecretElement<Edwards25519>] = [:]
            for index in quorum { partials[index] = SecretElement(base, times: sharing.share(index).scalar) }
            let whole = SecretElement(base, times: sharing.secret.scalar)
            #expect(interpolation.combine(partials).isEqual(to: whole))
        }
    }
}
