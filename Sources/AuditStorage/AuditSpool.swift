import KeyMap

/// Records that wait for the disk, and who waits for them.
struct AuditSpool {
    /// What one caller waits for.
    struct Entry {
        let objects: [[UInt8]]
        /// Of the last record.
        let time: Timestamp
        let waiter: CheckedContinuation<Result<Void, AuditStorageError>, Never>

        var count: Int { objects.reduce(0) { $0 + $1.count } }
    }

    private(set) var entries: [Entry] = []
    private var bytes = 0
    /// Whether somebody is at the disk, who will come back for what waits.
    private var isCommitting = false
    private var isClosed = false
    private var closers: [CheckedContinuation<Void, Never>] = []
    /// Why the last records were not kept, and since when; nil where they were.
    private(set) var failure: (error: AuditStorageError, since: Timestamp)?

    /// Takes note that records were not kept.
    mutating func fail(_ error: AuditStorageError, at time: Timestamp) {
        failure = (error, failure?.since ?? time)
    }

    /// Takes note that records are kept again.
    mutating func recover() {
        failure = nil
    }

    /// Adds a record. Returns whether somebody must go to the disk for it.
    ///
    /// - Throws: ``AuditStorageError`` with `.closed` or `.spoolFull`.
    mutating func add(_ entry: Entry, limit: Int) throws(AuditStorageError) -> Bool {
        guard !isClosed else { throw .closed }
        guard bytes + entry.count <= limit else {
            let error = AuditStorageError(
                .spoolFull,
                "\(entries.reduce(0) { $0 + $1.objects.count }) audit records (\(bytes) bytes) wait for a disk that is too slow or blocked: try again later"
            )
            fail(error, at: entry.time)
            throw error
        }
        entries.append(entry)
        bytes += entry.count
        defer { isCommitting = true }
        return !isCommitting
    }

    /// Everything that waits, for who is at the disk. Where nothing does, the disk is left, and who waited for that is
    /// returned.
    mutating func take() -> (batch: [Entry], closers: [CheckedContinuation<Void, Never>]) {
        defer {
            entries = []
            bytes = 0
        }
        guard entries.isEmpty else { return (entries, []) }
        isCommitting = false
        defer { closers = [] }
        return ([], closers)
    }

    /// Takes nothing more. Returns whether the closer must wait.
    mutating func close(_ closer: CheckedContinuation<Void, Never>) -> Bool {
        isClosed = true
        if isCommitting { closers.append(closer) }
        return isCommitting
    }
}
