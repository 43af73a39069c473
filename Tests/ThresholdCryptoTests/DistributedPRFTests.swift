import ByteCoding
import Groups
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("The distributed PRF")
struct DistributedPRFTests {
    private typealias PRF = DistributedPRF<Ristretto255>

    private func partials(
        _ members: [ShareIndex], _ sharing: SampleSharing<Ristretto255>, input: [UInt8]
    ) throws -> [ShareIndex: SecretElement<Ristretto255>] {
        let base = try PRF.base(of: input)
        var partials: [ShareIndex: SecretElement<Ristretto255>] = [:]
        for index in members { partials[index] = PRF.partial(base, share: sharing.share(index).scalar) }
        return partials
    }

    @Test("every quorum, or more, of up to six gives what the whole key would", arguments: Threshold.all(upTo: 6))
    func everyQuorum(threshold: Threshold) throws {
        let sharing = try SampleSharing<Ristretto255>(threshold, random: SeededRandom(1))
        let input: [UInt8] = [1, 2, 3]
        let whole = PRF.finalize(
            input: input, element: SecretElement(try PRF.base(of: input), times: sharing.secret.scalar))
        for size in threshold.quorum...threshold.count {
            for members in ShareIndex.all(of: threshold).subsets(of: size) {
                let w = try PRF.combine(
                    partials(members, sharing, input: input), input: input, threshold: threshold)
                let isWhole = w.isEqual(to: whole)
                #expect(isWhole && w.count == 64, "\(members)")
            }
        }
    }

    @Test("fewer than a quorum combine to nothing")
    func tooFew() throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let sharing = try SampleSharing<Ristretto255>(threshold, random: SeededRandom(2))
        for members in ShareIndex.all(of: threshold).subsets(of: 2) {
            #expect(throws: SharingError(.wrongCount, "")) {
                _ = try PRF.combine(partials(members, sharing, input: [1]), input: [1], threshold: threshold)
            }
        }
    }

    @Test("trap 30: partials of two epochs of one key combine to something else")
    func epochs() throws {
        let random = SeededRandom(3)
        let threshold = try Threshold(quorum: 2, of: 3)
        let secret = try Scalar<Field25519>(reducing: random.bytes(64))
        let (old, new) = try (
            SampleSharing<Ristretto255>(threshold, coefficients: [secret, Scalar(reducing: random.bytes(64))]),
            SampleSharing<Ristretto255>(threshold, coefficients: [secret, Scalar(reducing: random.bytes(64))])
        )
        let (first, second) = (threshold.quorums[0][0], threshold.quorums[0][1])
        let both = { (sharing: SampleSharing<Ristretto255>) in try partials([first, second], sharing, input: [1]) }
        let right = try PRF.combine(both(old), input: [1], threshold: threshold)
        let alsoRight = try PRF.combine(both(new), input: [1], threshold: threshold).isEqual(to: right)
        var mixed = try both(old)
        mixed[second] = try both(new)[second]
        let isMixedRight = try PRF.combine(mixed, input: [1], threshold: threshold).isEqual(to: right)
        #expect(alsoRight && !isMixedRight)
    }

    @Test("outputs differ where inputs or keys do")
    func separation() throws {
        let element = Element<Ristretto255>.generator
        let outputs = [
            PRF.finalize(input: [1], element: SecretElement(element)).revealed(),
            PRF.finalize(input: [2], element: SecretElement(element)).revealed(),
            PRF.finalize(input: [], element: SecretElement(element)).revealed(),
            PRF.finalize(input: [1], element: SecretElement(element + .generator)).revealed(),
        ]
        #expect(Set(outputs).count == 4)
        #expect(try PRF.base(of: [1]) != PRF.base(of: [2]))
        #expect(try PRF.base(of: []) != PRF.base(of: [0]))
    }

    @Test("every field changes the input, and its context digest and alpha have 32 bytes")
    func input() throws {
        let inputs = try [
            SampleEvaluation.input(), SampleEvaluation.input(key: KeyID("a")), SampleEvaluation.input(version: 2),
            SampleEvaluation.input(contextDigest: 9), SampleEvaluation.input(alpha: 9),
            SampleEvaluation.input(contextDigest: 4, alpha: 3),
        ].map(\.encoded)
        #expect(Set(inputs).count == inputs.count)
        for (digest, alpha) in [(31, 32), (33, 32), (32, 31), (32, 33), (0, 64), (64, 0)] {
            #expect(throws: ByteCodingError(.badValue, "")) {
                try PRFInput(
                    key: SampleEvaluation.key, version: .first, contextDigest: [UInt8](repeating: 0, count: digest),
                    alpha: [UInt8](repeating: 0, count: alpha))
            }
        }
    }
}
