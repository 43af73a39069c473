/// The latest checkpoint of each log of other nodes. It never goes back: a log that was cut off or written anew cannot take
/// the place of what was seen of it.
package struct WitnessBook: Sendable {
    /// What came of a run of checkpoints.
    package enum Outcome: Hashable, Sendable {
        /// Nothing new.
        case known
        /// The log has come further.
        case advanced
        /// A log that was not known.
        ///
        /// - Parameter others: other logs of the node that are known, the latest last. Where there are some the node has lost
        ///   its log, or somebody has taken it away.
        case begun(others: [SignedCheckpoint])
    }

    /// How many logs of one node are kept in mind. A node begins another one where its folder is lost, which is rare.
    package static let logsOfNode = 16

    /// In the order in which they came; at most one of a log.
    package private(set) var latest: [SignedCheckpoint] = []

    /// - Parameter latest: what was kept before.
    package init(_ latest: [SignedCheckpoint] = []) {
        self.latest = latest
    }

    /// The newest checkpoint of the log that a node wrote last.
    package func newest(of node: String) -> SignedCheckpoint? {
        latest.last { $0.checkpoint.node == node }
    }

    /// Takes checkpoints that a node has sent, oldest first.
    ///
    /// - Parameters:
    ///   - node: the sender by its certificate, as a SPIFFE id.
    ///   - key: its identity key by the charter, 32 bytes.
    /// - Throws: ``CheckpointRefusal``, and then nothing has changed.
    package mutating func take(
        _ run: [SignedCheckpoint], from node: String, key: [UInt8]
    ) throws(CheckpointRefusal) -> Outcome {
        guard let last = run.last else { return .known }
        try check(run, of: node, key: key)
        guard let position = latest.firstIndex(where: { $0.head.log == last.head.log && $0.checkpoint.node == node })
        else {
            let others = latest.filter { $0.checkpoint.node == node }
            guard others.count < Self.logsOfNode else {
                throw CheckpointRefusal(
                    .tooManyLogs, "\(node) begins log \(last.head.log), after \(others.count) others that are known")
            }
            latest.append(last)
            return .begun(others: others)
        }
        let known = latest[position]
        try check(run, follows: known)
        guard last.head.sequence > known.head.sequence else { return .known }
        latest.remove(at: position)
        latest.append(last)
        return .advanced
    }

    private func check(_ run: [SignedCheckpoint], of node: String, key: [UInt8]) throws(CheckpointRefusal) {
        var before: SignedCheckpoint?
        for signed in run {
            let checkpoint = signed.checkpoint
            guard checkpoint.node == node, checkpoint.isOfItsNode, signed.isSigned(by: key) else {
                throw CheckpointRefusal(
                    .forged,
                    "\(node) sends a checkpoint of log \(checkpoint.head.log) that is another node's, or is not signed by "
                        + "the key that the charter has for it")
            }
            if let before {
                guard checkpoint.previous == before.checkpoint.digest, checkpoint.head.log == before.head.log,
                    checkpoint.head.sequence > before.head.sequence
                else {
                    throw CheckpointRefusal(.malformed, "\(node) sends checkpoints that do not follow on each other")
                }
            }
            before = signed
        }
    }

    /// Whether the run goes back to what is known of the log.
    private func check(_ run: [SignedCheckpoint], follows known: SignedCheckpoint) throws(CheckpointRefusal) {
        let (old, new) = (known.checkpoint, run[run.count - 1].checkpoint)
        let story = "log \(old.head.log) of \(old.node) had reached record \(old.head.sequence)"
        if let same = run.first(where: { $0.head.sequence == old.head.sequence }), same.head.hash != old.head.hash {
            throw CheckpointRefusal(
                .fork, "\(story), and its checkpoint now has another record there: the log was written anew")
        }
        guard new.head.sequence >= old.head.sequence else {
            throw CheckpointRefusal(
                .regression,
                "\(story), and its latest checkpoint now is at record \(new.head.sequence): the log was cut off")
        }
        // The same head under another digest is a checkpoint made once more; it takes nothing back.
        guard new.head != old.head else { return }
        let digest = old.digest
        guard run.contains(where: { $0.checkpoint.previous == digest }) else {
            throw CheckpointRefusal(
                .unlinked,
                "\(story), and its checkpoint at record \(new.head.sequence) does not go back to that: the log or its "
                    + "checkpoints were cut off or written anew")
        }
    }
}
