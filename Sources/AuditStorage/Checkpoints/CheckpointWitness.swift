package import AuditLog
import ByteCoding
import Dispatch
import Foundation
import Synchronization

/// What this node keeps of other nodes' audit logs: the latest checkpoint of each, in `audit.witnessed` beside its own log.
package final class CheckpointWitness: Sendable {
    private struct State {
        var book: WitnessBook
        /// Lines that this build cannot read. They stay, because they may be evidence.
        var others: [[UInt8]]
    }

    private let folder: AuditFolder
    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "quorate.audit.witness")

    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    package init(_ folder: AuditFolder) throws(AuditStorageError) {
        self.folder = folder
        let kept = try folder.witnessed()
        state = Mutex(State(book: WitnessBook(kept.checkpoints), others: kept.unreadable.map(\.line)))
    }

    /// The digest of what is known of the log that a node wrote last; empty where nothing is.
    package func known(of node: String) -> [UInt8] {
        state.withLock { $0.book.newest(of: node)?.checkpoint.digest ?? [] }
    }

    /// Takes checkpoints that a node has sent. Returns once the latest is on disk.
    ///
    /// - Parameters:
    ///   - run: canonical ``SignedCheckpoint``s, oldest first.
    ///   - node: the sender by its certificate, as a SPIFFE id.
    ///   - key: its identity key by the charter, 32 bytes.
    /// - Throws: `CheckpointRefusal`, or ``AuditStorageError`` where it could not be kept.
    package func take(_ run: [[UInt8]], from node: String, key: [UInt8]) async throws -> WitnessBook.Outcome {
        guard !run.isEmpty else { return .known }
        let decoded = run.compactMap { try? SignedCheckpoint(decoding: $0) }
        guard decoded.count == run.count else {
            throw CheckpointRefusal(.malformed, "\(node) sends a checkpoint that this build cannot read")
        }
        let result: Result<WitnessBook.Outcome, any Error> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result { try self.keep(decoded, from: node, key: key) }) }
        }
        return try result.get()
    }

    private func keep(_ run: [SignedCheckpoint], from node: String, key: [UInt8]) throws -> WitnessBook.Outcome {
        try state.withLock { state in
            var changed = state.book
            let outcome = try changed.take(run, from: node, key: key)
            guard outcome != .known else { return outcome }
            try save(state.others + changed.latest.map { $0.line.dropLast() })
            state.book = changed
            return outcome
        }
    }

    /// Writes the file anew, whole or not at all.
    private func save(_ lines: [[UInt8]]) throws(AuditStorageError) {
        let new = "\(folder.witnessedPath).new"
        let file = try OpenFile(new, flags: O_RDWR | O_CREAT | O_TRUNC)
        try file.write(lines.flatMap { $0 + [UInt8(ascii: "\n")] }, at: 0)
        try file.synchronise()
        guard unsafe rename(new, folder.witnessedPath) == 0 else {
            throw AuditStorageError(.unwritable, "cannot replace \(folder.witnessedPath) (errno \(errno))")
        }
        try folder.synchronise()
    }
}
