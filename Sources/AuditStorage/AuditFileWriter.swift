package import AuditLog
import Dispatch
import Foundation
package import KeyMap
import ServiceLifecycle
import Synchronization

/// A log in a folder, written by one process.
///
/// Records that arrive while the disk is busy go out together in one write and one flush (group commit); each append
/// returns once its record is on disk. Input and output run on a queue of their own, off the cooperative pool. Once the
/// disk cannot keep up or is full, appends throw, so that requests are refused rather than left unrecorded.
package final class AuditFileWriter: AuditSink, Service {
    /// Nil once the log is closed.
    private let disk: Mutex<AuditDisk?>
    private let spool = Mutex(AuditSpool())
    /// The files that were taken away, and the records of that which are not written yet.
    private let losses = Mutex<(paths: [String], pending: [AuditRecord])>(([], []))
    private let queue = DispatchQueue(label: "quorate.audit")
    private let spoolLimit: Int
    private let onLoss: @Sendable (String) -> Void
    private let region: String
    private let identity: AuditIdentity
    /// What the log was found to be when it was opened.
    package let opening: AuditOpening
    /// Makes the log's checkpoints; nil where it has none.
    package let checkpoints: CheckpointKeeper?
    /// How far the log has come.
    private let head: Mutex<AuditHead>

    /// Opens the log in `folder`, or begins one, and records there what a killed process left behind.
    ///
    /// - Parameters:
    ///   - folder: made where it is not there.
    ///   - name: what a new log is called; some random digits follow.
    ///   - identity: who writes records about the log itself.
    ///   - spoolLimit: how many bytes of records may wait for the disk.
    ///   - checkpoints: what checkpoints are made with; nil for a log without.
    ///   - onLoss: told of a file of the log that was taken away while it was written.
    /// - Throws: ``AuditStorageError`` with `.locked`, `.unreadable`, `.full`, `.unwritable` or `.badName`.
    package init(
        folder: AuditFolder, name: String, region: String, identity: AuditIdentity, at now: Timestamp,
        spoolLimit: Int = 16 << 20, checkpoints: CheckpointSettings? = nil,
        onLoss: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(AuditStorageError) {
        let log: AuditLogID
        do {
            log = try AuditLogID("\(name)/\(String(UInt64.random(in: 0 ... .max), radix: 16))")
        } catch {
            throw AuditStorageError(.badName, error.message)
        }
        var disk = try AuditDisk.open(folder, newLog: log)
        let opening = disk.opening
        if let record = opening.record(region: region, identity: identity, at: now) {
            try disk.commit([record.json], day: now.day)
        }
        if let checkpoints {
            let isNew = !folder.hasCheckpoints
            let keeper = try CheckpointKeeper(folder, checkpoints)
            // Behind the file: who finds this record twice knows that the file was gone in between.
            if isNew {
                let record = AuditRecord.checkpoints(region: region, identity: identity, at: now)
                try disk.commit([record.json], day: now.day)
            }
            // What a process before this one left without.
            if !opening.isNew { _ = keeper.make(disk.head) }
            self.checkpoints = keeper
        } else {
            self.checkpoints = nil
        }
        self.opening = opening
        head = Mutex(disk.head)
        self.disk = Mutex(disk)
        self.spoolLimit = spoolLimit
        self.onLoss = onLoss
        self.region = region
        self.identity = identity
    }

    /// Why records are not kept, nil where they are: what health shows.
    ///
    /// Where the last ones were not, it tries again with a record that says so: a process that is passed over because of
    /// its log gets no requests, and would not notice that the disk has space again.
    package func health(at now: Timestamp) async -> AuditStorageError? {
        guard spool.withLock({ $0.failure }) != nil else { return nil }
        do {
            try await write([], at: now)
            return nil
        } catch {
            return error
        }
    }

    /// Returns once the records are on disk.
    ///
    /// - Throws: ``AuditStorageError`` where they were not kept; none of them was then.
    package func append(_ records: [AuditRecord]) async throws(AuditStorageError) {
        guard let last = records.last else { return }
        let objects = records.map { $0.json }
        if let longest = objects.map({ $0.count }).max(), longest > AuditFolder.longestLine / 2 {
            throw AuditStorageError(.tooLarge, "an audit record of \(longest) bytes is larger than any may be")
        }
        try await write(objects, at: last.time)
    }

    private func write(_ objects: [[UInt8]], at time: Timestamp) async throws(AuditStorageError) {
        let result: Result<Void, AuditStorageError> = await withCheckedContinuation { waiter in
            let entry = AuditSpool.Entry(objects: objects, time: time, waiter: waiter)
            do throws(AuditStorageError) {
                let isFirst = try spool.withLock { (spool) throws(AuditStorageError) in
                    try spool.add(entry, limit: spoolLimit)
                }
                if isFirst { queue.async { self.drain() } }
            } catch {
                waiter.resume(returning: .failure(error))
            }
        }
        try result.get()
    }

    /// Writes until nothing waits.
    private func drain() {
        while true {
            let (batch, closers) = spool.withLock { $0.take() }
            guard let last = batch.last else { return closers.forEach { $0.resume() } }
            let result: Result<Void, AuditStorageError>
            do throws(AuditStorageError) {
                try disk.withLock { (disk) throws(AuditStorageError) in
                    // `close` waits for this, so there is a disk.
                    try replaceLost(&disk, at: last.time)
                    let own = (losses.withLock { $0.pending } + resumption(at: last.time)).map(\.json)
                    let written: Void? = try disk?.commit(own + batch.flatMap { $0.objects }, day: last.time.day)
                    guard written != nil, let head = disk?.head else { throw .closed }
                    self.head.withLock { $0 = head }
                }
                result = .success(())
                losses.withLock { $0.pending = [] }
                spool.withLock { $0.recover() }
            } catch {
                result = .failure(error)
                spool.withLock { $0.fail(error, at: last.time) }
            }
            for entry in batch { entry.waiter.resume(returning: result) }
        }
    }

    /// Looks whether the file in use is still there, and goes on in a new one where it is not. The record that says so is the
    /// first of what is written next.
    private func replaceLost(_ disk: inout AuditDisk?, at now: Timestamp) throws(AuditStorageError) {
        guard let path = disk?.lostPath else { return }
        let record = AuditRecord.loss(of: path, region: region, identity: identity, at: now)
        losses.withLock { losses in
            losses.paths.append(path)
            losses.pending.append(record)
        }
        onLoss(path)
        try disk?.replaceLost()
    }

    /// The record that says that nothing was kept for a while; none where everything was.
    private func resumption(at now: Timestamp) -> [AuditRecord] {
        guard let failure = spool.withLock({ $0.failure }) else { return [] }
        return [
            .resumption(after: failure.error, since: failure.since, region: region, identity: identity, at: now)
        ]
    }

    /// The files of the log that were taken away since the start while it was written. Worth an alarm.
    package var lostFiles: [String] { losses.withLock { $0.paths } }

    /// Serves until shutdown, and returns once every record that was taken is on disk. Put it first in its group, so that
    /// it ends last.
    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in await keepCheckpoints() }
        await close()
    }

    private func keepCheckpoints() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.checkpointInterval)
            await checkpoints?.makeIfDue(head.withLock { $0 })
        }
    }

    /// How often it is looked whether a checkpoint is due.
    private static let checkpointInterval = Duration.milliseconds(250)

    /// How many records no checkpoint covers yet; 0 for a log that has none.
    package var uncoveredRecords: UInt64 { checkpoints?.uncovered(head.withLock { $0 }) ?? 0 }

    /// Takes no more records, and returns once every one that was taken is on disk, the last of them with a checkpoint, and the
    /// folder is free for another writer.
    package func close() async {
        await withCheckedContinuation { closer in
            if !spool.withLock({ $0.close(closer) }) { closer.resume() }
        }
        disk.withLock { disk in
            // A log without its last checkpoint counts as one whose process was killed: it is made at the next start.
            var isCovered = true
            if let checkpoints, let head = disk?.head { isCovered = checkpoints.make(head) }
            disk?.close(isCovered: isCovered)
            disk = nil
        }
    }
}
