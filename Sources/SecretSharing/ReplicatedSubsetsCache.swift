import Synchronization

/// One copy of the subsets for all committees of one threshold: they are larger than what differs between keys.
package final class ReplicatedSubsetsCache: Sendable {
    private let known = Mutex<[Threshold: ReplicatedSubsets]>([:])

    package init() {}

    /// - Throws: ``SharingError`` with `.tooManySubsets`.
    package func subsets(_ threshold: Threshold) throws(SharingError) -> ReplicatedSubsets {
        try known.withLock { (known) throws(SharingError) in
            if let subsets = known[threshold] { return subsets }
            let subsets = try ReplicatedSubsets(threshold)
            known[threshold] = subsets
            return subsets
        }
    }
}
