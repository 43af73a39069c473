import AuditLog
import Glibc

/// What a log looks like to the process that goes on writing it.
struct AuditResumption {
    /// What the next record follows; nil for a new log.
    let head: AuditHead?
    /// The newest file, nil where there is none.
    let file: String?
    /// How many bytes of the newest file are kept. What stands behind them was never acknowledged.
    let keptBytes: Int
    /// The bytes behind them: what a killed process had half written.
    let torn: [UInt8]
    /// Whether something that was acknowledged is gone or changed, or may be, so that the log goes on behind a gap.
    let hasGap: Bool

    /// Looks at the end of the newest file, and at how far the log had been acknowledged.
    ///
    /// A tail may be set aside only where nothing in it was acknowledged: otherwise it would be a way to make a changed
    /// record disappear. Then it stays, and the log goes on behind it, so that it is found for ever.
    ///
    /// - Parameter promised: what the log's newest checkpoint says.
    /// - Throws: ``AuditStorageError`` with `.unreadable`.
    init(_ folder: AuditFolder, promised: AuditHead?) throws(AuditStorageError) {
        let head = folder.acknowledged()
        let acknowledged = Self.later(of: head, promised)
        let files = try folder.files()
        guard let newest = files.last else {
            self.init(head: acknowledged, file: nil, keptBytes: 0, torn: [], hasGap: (acknowledged?.sequence ?? 0) > 0)
            return
        }
        let end = try AuditEnd(of: newest)
        var last = end.head
        for older in files.dropLast().reversed() where last == nil { last = try AuditEnd(of: older).head }
        let reached = last?.sequence ?? 0
        let isSameLog = acknowledged == nil || last == nil || acknowledged?.log == last?.log
        let isShort = isSameLog && (acknowledged?.sequence ?? 0) > reached
        let isTorn =
            !end.rest.isEmpty && isSameLog && !isShort && (end.head != nil || end.offset == 0)
            && (acknowledged != nil || !end.rest.contains(UInt8(ascii: "\n")))
        self.init(
            head: isShort ? acknowledged : last ?? acknowledged, file: newest,
            keptBytes: isTorn ? end.offset : end.offset + end.rest.count, torn: isTorn ? end.rest : [],
            // Without the head nobody can say how far the log had come.
            hasGap: isShort || (!isTorn && !end.rest.isEmpty) || head == nil)
    }

    /// The later of two heads of a log; the first where they are of two.
    private static func later(of head: AuditHead?, _ promised: AuditHead?) -> AuditHead? {
        guard let head, let promised else { return head ?? promised }
        return promised.log == head.log && promised.sequence > head.sequence ? promised : head
    }

    private init(head: AuditHead?, file: String?, keptBytes: Int, torn: [UInt8], hasGap: Bool) {
        self.head = head
        self.file = file
        self.keptBytes = keptBytes
        self.torn = torn
        self.hasGap = hasGap
    }
}
