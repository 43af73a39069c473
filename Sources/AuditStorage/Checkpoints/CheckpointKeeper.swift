package import AuditLog
import Dispatch
import KeyMap
import Synchronization

/// Makes the checkpoints of a log that this process writes, on a queue of its own: signing and flushing hold up no record.
package final class CheckpointKeeper: Sendable {
    /// The most checkpoints that one message to a witness has.
    private static let runLimit = 256

    private struct State: ~Copyable {
        var file: CheckpointFile
        var isFailing = false
    }

    private let folder: AuditFolder
    private let settings: CheckpointSettings
    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "quorate.audit.checkpoints")
    private let newest: Mutex<(checkpoint: SignedCheckpoint?, since: ContinuousClock.Instant)>

    /// - Throws: ``AuditStorageError``.
    init(_ folder: AuditFolder, _ settings: CheckpointSettings) throws(AuditStorageError) {
        self.folder = folder
        self.settings = settings
        let file = try CheckpointFile(folder)
        newest = Mutex((file.last, .now))
        state = Mutex(State(file: file))
    }

    /// The newest checkpoint; nil before the first.
    package var latest: SignedCheckpoint? { newest.withLock { $0.checkpoint } }

    /// How many of a log's records no checkpoint covers yet.
    func uncovered(_ head: AuditHead) -> UInt64 {
        let covered = latest.flatMap { $0.head.log == head.log ? $0.head.sequence : nil } ?? 0
        return head.sequence - min(covered, head.sequence)
    }

    /// Makes a checkpoint if it is time for one. Returns once it is on disk.
    func makeIfDue(_ head: AuditHead) async {
        let waited = newest.withLock { ContinuousClock.now - $0.since }
        guard settings.schedule.isDue(added: uncovered(head), waited: waited / .seconds(1)) else { return }
        await withCheckedContinuation { continuation in
            queue.async {
                _ = self.make(head)
                continuation.resume()
            }
        }
    }

    /// Makes a checkpoint if records were added since the last. Blocks.
    ///
    /// - Returns: whether a checkpoint has the log's last record.
    func make(_ head: AuditHead) -> Bool {
        state.withLock { state in
            guard uncovered(head) > 0 else { return true }
            do {
                let checkpoint = AuditCheckpoint(
                    node: settings.signer.node, head: head, time: settings.clock(),
                    previous: state.file.last?.checkpoint.digest ?? AuditCheckpoint.none)
                let signed = try SignedCheckpoint(checkpoint, by: settings.signer)
                try state.file.append(signed)
                newest.withLock { $0 = (signed, .now) }
                state.isFailing = false
                return true
            } catch {
                if !state.isFailing { settings.onFailure(error) }
                state.isFailing = true
                return false
            }
        }
    }

    /// What to tell a witness that keeps the checkpoint with a digest: those behind it, oldest first, or the latest alone where
    /// there is no such one.
    ///
    /// - Parameter digest: empty for a witness that has none.
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package func run(after digest: [UInt8]) async throws(AuditStorageError) -> [SignedCheckpoint] {
        guard let latest else { return [] }
        if latest.checkpoint.digest == digest { return [] }
        if digest.isEmpty || latest.checkpoint.previous == digest { return [latest] }
        let result: Result<[SignedCheckpoint]?, AuditStorageError> = await withCheckedContinuation { continuation in
            queue.async { [folder] in
                continuation.resume(
                    returning: Result { () throws(AuditStorageError) in
                        try CheckpointFile.run(in: folder, after: digest, limit: Self.runLimit)
                    })
            }
        }
        return try result.get() ?? [latest]
    }
}
