import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("The replicated-key PRF")
struct ReplicatedPRFTests {
    private static let input = Array("an input".utf8)

    @Test("every quorum, or more, gives the same sum, by parts and by values", arguments: Threshold.all(upTo: 6))
    func everyQuorum(threshold: Threshold) throws {
        let sharing = try SampleReplication(threshold, random: SeededRandom(1))
        let whole = sharing.sum(ShareIndex.all(of: threshold), input: Self.input)
        for size in threshold.quorum...threshold.count {
            for members in ShareIndex.all(of: threshold).subsets(of: size) {
                #expect(sharing.sum(members, input: Self.input) == whole, "\(members)")
                let check = try CrossCheck(sharing.subsets, answers: sharing.values(members, input: Self.input))
                #expect(check.sum == whole && check.liars.count == 0 && check.suspects.count == 0, "\(members)")
            }
        }
    }

    @Test("fewer than a quorum give no sum", arguments: Threshold.all(upTo: 5))
    func tooFew(threshold: Threshold) throws {
        let sharing = try SampleReplication(threshold, random: SeededRandom(1))
        for members in ShareIndex.all(of: threshold).subsets(of: threshold.quorum - 1) {
            let check = try CrossCheck(sharing.subsets, answers: sharing.values(members, input: Self.input))
            #expect(check.sum == nil)
        }
    }

    @Test("another input, another sum and another w")
    func inputs() throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let sharing = try SampleReplication(threshold, random: SeededRandom(3))
        let members = ShareIndex.all(of: threshold)
        let sums = [[1], [2], [1, 0], []].map { sharing.sum(members, input: $0) }
        #expect(Set(sums).count == sums.count)
        let first = ReplicatedPRF.finalize(input: [1], sum: sums[0])
        let isSame = first.isEqual(to: ReplicatedPRF.finalize(input: [2], sum: sums[0]))
        #expect(!isSame && first.count == 64)
    }
}
