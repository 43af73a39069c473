/// Who holds which key in a replicated sharing (Ito, Saito and Nishizeki 1987; DiSE, CCS 2018, figure 3): one key for each
/// subset of n - k + 1 members, which exactly they hold. Any k members hold all keys between them, and k - 1 members lack
/// the key of the subset of all others.
package struct ReplicatedSubsets: Hashable, Sendable {
    /// The most subsets that a committee may have: shares and ceremonies grow with them.
    package static let limit = 256

    package let threshold: Threshold
    /// The subsets in their one order: by ascending masks.
    package let all: [MemberSet]
    /// By member, its subsets as positions in ``all``, ascending.
    private let held: [[Int]]

    /// - Throws: ``SharingError`` with `.tooManySubsets` where a committee has more than 256.
    package init(_ threshold: Threshold) throws(SharingError) {
        let count = Self.count(threshold)
        guard count <= Self.limit else {
            throw SharingError(
                .tooManySubsets,
                "a \(threshold) committee has \(count) subsets of \(Self.size(threshold)); replicated keys allow "
                    + "\(Self.limit): choose a smaller committee, or a quorum nearer to 2 or to its size")
        }
        let all = MemberSet.all(ofSize: Self.size(threshold), in: threshold)
        self.threshold = threshold
        self.all = all
        held = ShareIndex.all(of: threshold).map { index in all.indices.filter { all[$0].contains(index) } }
    }

    /// The number of members in each subset, n - k + 1.
    package static func size(_ threshold: Threshold) -> Int { threshold.count - threshold.quorum + 1 }

    /// The number of subsets of a committee, C(n, k-1).
    package static func count(_ threshold: Threshold) -> Int { binomial(threshold.count, threshold.quorum - 1) }

    /// The number of subsets that each member is in, C(n-1, k-1).
    package static func heldCount(_ threshold: Threshold) -> Int {
        binomial(threshold.count - 1, threshold.quorum - 1)
    }

    /// A member's subsets as positions in ``all``; its keys and values come in this order.
    package func held(by index: ShareIndex) -> [Int] { held[index.value - 1] }

    private static func binomial(_ n: Int, _ k: Int) -> Int {
        (0..<k).reduce(1) { $0 * (n - $1) / ($1 + 1) }
    }
}
