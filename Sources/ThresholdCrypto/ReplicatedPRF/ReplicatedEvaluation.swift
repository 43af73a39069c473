import Groups
package import SecretSharing
import Secrets

/// One member's evaluation of the replicated-key PRF.
///
/// The member's keys are 32 bytes each, in the order of ``ReplicatedSubsets/held(by:)``.
package struct ReplicatedEvaluation: Sendable {
    private let subsets: ReplicatedSubsets
    private let member: ShareIndex
    private let blocks: [UInt8]

    package init(_ subsets: ReplicatedSubsets, member: ShareIndex, input: [UInt8]) {
        self.subsets = subsets
        self.member = member
        blocks = ReplicatedPRF.blocks(of: input)
    }

    /// The value of each subset that the member is in, 32 bytes each, in the order of the keys: for a cross-check.
    package func values(_ keys: RawSpan) -> [UInt8] {
        let held = subsets.held(by: member).count
        let cipher = AES256Blocks()
        return unsafe [UInt8](unsafeUninitializedCapacity: held * ReplicatedPRF.valueCount) { values, written in
            guard let start = UnsafeMutableRawPointer(values.baseAddress) else { return }
            for position in 0..<held {
                let output = unsafe start + position * ReplicatedPRF.valueCount
                unsafe cipher.encrypt(blocks.span.bytes, under: keys.extracting(bytes(of: position)), into: output)
            }
            written = values.count
        }
    }

    /// The sum of the values of those subsets whose lowest responder is this member, 32 bytes: over all responders each
    /// subset counts once.
    package func sum(_ keys: RawSpan, responders: MemberSet) -> [UInt8] {
        let cipher = AES256Blocks()
        var sum = [UInt8](repeating: 0, count: ReplicatedPRF.valueCount)
        var value = sum
        defer { value.wipe() }
        for (position, subset) in subsets.held(by: member).enumerated()
        where subsets.all[subset].intersection(responders).isLowest(member) {
            unsafe value.withUnsafeMutableBytes { value in
                guard let output = value.baseAddress else { return }
                unsafe cipher.encrypt(blocks.span.bytes, under: keys.extracting(bytes(of: position)), into: output)
            }
            for byte in sum.indices { sum[byte] ^= value[byte] }
        }
        return sum
    }

    private func bytes(of position: Int) -> Range<Int> {
        position * ReplicatedPRF.keyCount..<(position + 1) * ReplicatedPRF.keyCount
    }
}
