import KeyMap

/// The checkpoints that lie with a log, read line by line: what of them is not as it was written.
package struct CheckpointHistory: Sendable {
    /// The file's name.
    package static let file = "audit.checkpoints"

    /// Those that can be relied on, in their order.
    package private(set) var checkpoints: [AuditCheckpoint] = []
    package private(set) var faults: [AuditFault] = []
    /// How many are of nodes whose keys are not known, so that their signatures were not checked.
    package private(set) var unchecked = 0
    /// Whether the last line ends before its end: its writer was killed while it wrote.
    package private(set) var isTorn = false
    private let log: AuditLogID?
    private let key: @Sendable (String) -> [UInt8]?
    private var digests: Set<[UInt8]> = []
    private var last: AuditCheckpoint?
    private var lines = 0

    /// - Parameters:
    ///   - log: whose checkpoints they are to be; nil where the log's name is not known.
    ///   - key: the identity key of a node by its SPIFFE id.
    package init(of log: AuditLogID?, key: @escaping @Sendable (String) -> [UInt8]?) {
        self.log = log
        self.key = key
    }

    /// Takes the next line, without its newline.
    package mutating func read(_ line: ArraySlice<UInt8>, isTerminated: Bool = true) {
        lines += 1
        guard isTerminated else {
            isTorn = true
            return
        }
        guard let signed = SignedCheckpoint(line: line) else {
            return report(.changed, "the checkpoint is not as it was written, or was put in")
        }
        let checkpoint = signed.checkpoint
        guard log == nil || checkpoint.head.log == log, checkpoint.isOfItsNode else {
            return report(.foreign, "the checkpoint belongs to log \(checkpoint.head.log) of \(checkpoint.node)")
        }
        if let key = key(checkpoint.node) {
            guard signed.isSigned(by: key) else {
                return report(
                    .forged, "the checkpoint at record \(checkpoint.head.sequence) is not signed by \(checkpoint.node)")
            }
        } else {
            unchecked += 1
        }
        link(checkpoint)
        last = checkpoint
        digests.insert(checkpoint.digest)
        checkpoints.append(checkpoint)
    }

    private mutating func link(_ checkpoint: AuditCheckpoint) {
        let number = checkpoint.head.sequence
        if let last, checkpoint.head.sequence <= last.head.sequence {
            return report(
                .forked, "the checkpoint at record \(number) stands behind one at record \(last.head.sequence)")
        }
        guard checkpoint.previous != last?.digest ?? AuditCheckpoint.none else { return }
        let before = digests.contains(checkpoint.previous) || checkpoint.previous == AuditCheckpoint.none
        if before {
            report(.forked, "the checkpoint at record \(number) follows on an older one than that before it")
        } else {
            report(.missing, "the checkpoints before the one at record \(number) are missing or changed")
        }
    }

    private mutating func report(_ kind: AuditFault.Kind, _ message: String) {
        faults.append(AuditFault(kind, at: AuditPlace(file: Self.file, line: lines), message))
    }

    /// Holds what others have witnessed against the file.
    ///
    /// - Parameter witnessed: of this log.
    package mutating func compare(_ witnessed: [CheckpointPromise]) {
        let reached = last?.head.sequence ?? 0
        for promise in witnessed where !digests.contains(promise.checkpoint.digest) {
            let said = "the checkpoint at record \(promise.head.sequence) of \(promise.checkpoint.time.iso8601)"
            if promise.head.sequence > reached {
                report(.truncated, "the checkpoints end at record \(reached), and lack \(said), \(promise.origin)")
            } else {
                // Also where one here is at the same record: it may go back to others than the one that was witnessed.
                report(.forked, "\(said), \(promise.origin), is not among the checkpoints here")
            }
        }
    }
}
