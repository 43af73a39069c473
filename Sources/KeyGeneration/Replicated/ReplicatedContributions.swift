import SecretSharing
import Secrets

/// What one member adds to the keys of its subsets: 32 uniform bytes for each, in the order of the subsets.
struct ReplicatedContributions: ~Copyable, Sendable {
    static let count = 32

    private let subsets: ReplicatedSubsets
    private let member: ShareIndex
    private let secret: SecretBytes

    init(_ subsets: ReplicatedSubsets, member: ShareIndex, random: any RandomSource) {
        self.subsets = subsets
        self.member = member
        secret = SecretBytes.random(count: subsets.held(by: member).count * Self.count, from: random)
    }

    /// One commitment a subset.
    func commitments(parameters: [UInt8]) -> [[UInt8]] {
        subsets.held(by: member).enumerated().map { position, subset in
            ReplicatedHashes.commitment(
                to: secret.bytes.extracting(Self.bytes(of: position)), parameters: parameters, member: member,
                subset: subsets.all[subset])
        }
    }

    /// The contributions to those keys that a co-holder has too: what is dealt to it.
    func opening(for recipient: ShareIndex) -> SecretBytes {
        let shared = subsets.shared(by: member, with: recipient)
        return unsafe SecretBytes(count: shared.count * Self.count) { target in
            for (place, position) in shared.enumerated() {
                unsafe secret.bytes.extracting(Self.bytes(of: position)).withUnsafeBytes { source in
                    unsafe UnsafeMutableRawBufferPointer(rebasing: target[(place * Self.count)...]).copyMemory(
                        from: source)
                }
            }
        }
    }

    /// Adds the member's own contributions to its keys.
    func add(to keys: inout ReplicatedKeys) {
        keys.add(secret.bytes, from: member)
    }

    private static func bytes(of position: Int) -> Range<Int> { position * count..<(position + 1) * count }
}

extension ReplicatedSubsets {
    /// The positions in a member's own list of those subsets that another is in too, ascending.
    func shared(by member: ShareIndex, with other: ShareIndex) -> [Int] {
        held(by: member).enumerated().filter { all[$0.element].contains(other) }.map(\.offset)
    }
}
