import Crypto
import SecretSharing
import Secrets

/// A member's keys in the making: each is the hash of its subset's contributions, which are added in the order of the
/// members.
struct ReplicatedKeys {
    private let subsets: ReplicatedSubsets
    private let member: ShareIndex
    private var hashes: [SHA256]

    init(_ subsets: ReplicatedSubsets, member: ShareIndex, session: [UInt8]) {
        self.subsets = subsets
        self.member = member
        hashes = subsets.held(by: member).map { ReplicatedHashes.key(session: session, subset: subsets.all[$0]) }
    }

    /// - Parameter contributions: to the keys that both members have, 32 bytes each; the member's own are all of its keys'.
    mutating func add(_ contributions: RawSpan, from dealer: ShareIndex) {
        for (place, position) in subsets.shared(by: member, with: dealer).enumerated() {
            let start = place * ReplicatedContributions.count
            unsafe contributions.extracting(start..<start + ReplicatedContributions.count).withUnsafeBytes {
                unsafe hashes[position].update(bufferPointer: $0)
            }
        }
    }

    /// The member's share: 32 bytes a key.
    func share() -> SecretBytes {
        unsafe SecretBytes(count: hashes.count * SHA256.byteCount) { target in
            for (position, hash) in hashes.enumerated() {
                unsafe hash.finalize().withUnsafeBytes { digest in
                    unsafe UnsafeMutableRawBufferPointer(rebasing: target[(position * SHA256.byteCount)...])
                        .copyMemory(from: digest)
                }
            }
        }
    }
}
