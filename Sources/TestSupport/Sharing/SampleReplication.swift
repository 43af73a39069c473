package import SecretSharing
package import Secrets
import ThresholdCrypto

/// A replicated sharing whose keys are all in the hands of the test.
package struct SampleReplication: Sendable {
    package let subsets: ReplicatedSubsets
    /// In the order of the subsets.
    package let keys: [[UInt8]]

    /// - Throws: `SharingError` where the committee has too many subsets.
    package init(_ threshold: Threshold, random: any RandomSource) throws(SharingError) {
        subsets = try ReplicatedSubsets(threshold)
        keys = subsets.all.map { _ in random.bytes(ReplicatedPRF.keyCount) }
    }

    /// A member's share.
    package func share(_ index: ShareIndex) -> SecretBytes {
        SecretBytes(copying: subsets.held(by: index).flatMap { keys[$0] })
    }

    /// What honest members answer for a cross-check.
    package func values(_ members: [ShareIndex], input: [UInt8]) -> [ShareIndex: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: members.map { member in
                let evaluation = ReplicatedEvaluation(subsets, member: member, input: input)
                return (member, evaluation.values(share(member).bytes))
            })
    }

    /// The sum of the sums that responders give under their mask.
    package func sum(_ responders: [ShareIndex], input: [UInt8]) -> [UInt8] {
        var sum = [UInt8](repeating: 0, count: ReplicatedPRF.valueCount)
        for member in responders {
            let part = ReplicatedEvaluation(subsets, member: member, input: input)
                .sum(share(member).bytes, responders: MemberSet(responders))
            for byte in sum.indices { sum[byte] ^= part[byte] }
        }
        return sum
    }
}
