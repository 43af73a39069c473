/// Reads a log line by line and finds what is not as it was written. Holds nothing of the lines, so a log may be of any
/// size.
///
/// The chain is not keyed: who can rewrite every line from one on, the head beside the log included, is found by what the
/// node has signed and others keep: checkpoints.
package struct AuditVerifier: Sendable {
    private let acknowledged: AuditHead?
    private let checkpoints: CheckpointEvidence
    private let promises: [UInt64: [CheckpointPromise]]
    /// Where the log says that its checkpoints begin.
    private var begun: [AuditPlace] = []
    private var log: AuditLogID?
    /// The highest line that is as it was written; the log's beginning before the first.
    private var last: AuditHead?
    /// Lines since then that could not be read, and so hold numbers that are not known.
    private var unreadable = 0
    private var gaps: [AuditGap] = []
    private var faults: [(ordinal: Int, fault: AuditFault)] = []
    private var records = 0
    private var lines = 0
    private var lastPlace = AuditPlace(file: "the log", line: 0)
    private var tail: AuditPlace?

    /// - Parameters:
    ///   - acknowledged: what the log is known to reach, read before the lines were.
    ///   - checkpoints: what was read before the lines were too.
    package init(acknowledged: AuditHead? = nil, checkpoints: CheckpointEvidence = .none) {
        log = acknowledged?.log
        self.acknowledged = acknowledged
        self.checkpoints = checkpoints
        promises = Self.promises(of: checkpoints)
    }

    /// Takes the next line, without its newline.
    ///
    /// - Parameter isTerminated: whether a newline followed; false for the end of a file that stops short of one.
    package mutating func read(_ line: ArraySlice<UInt8>, at place: AuditPlace, isTerminated: Bool = true) {
        lines += 1
        lastPlace = place
        if let tail {
            report(.changed, at: tail, "the line has no end although others follow")
            unreadable += 1
            self.tail = nil
        }
        guard isTerminated else {
            tail = place
            return
        }
        guard let line = try? AuditLine(line), line.isIntact else {
            unreadable += 1
            return report(.changed, at: place, "the line is not as it was written, or was put in")
        }
        accept(line, at: place)
    }

    private mutating func accept(_ line: AuditLine, at place: AuditPlace) {
        let log = self.log ?? line.head.log
        guard line.head.log == log else {
            return report(.foreign, at: place, "the line belongs to log \(line.head.log), not to \(log)")
        }
        self.log = log
        records += 1
        check(line.head, against: acknowledged, at: place)
        if let promised = promises[line.head.sequence], let complaint = Self.complaint(about: line.head, promised) {
            report(.rewritten, at: place, complaint)
        }
        if Self.saysCheckpoints(line.object) { begun.append(place) }
        let last = self.last ?? .beginning(of: log)
        let number = line.head.sequence
        guard number > last.sequence else { return acceptLate(number, at: place) }
        let skipped = number - last.sequence - 1
        if skipped > 0 {
            gaps.append(
                AuditGap(range: (last.sequence + 1)..<number, unreadable: unreadable, place: place, ordinal: lines))
        } else if line.previous != last.hash {
            report(.changed, at: place, "record \(number) follows another record \(last.sequence) than the one here")
        }
        if faults.isEmpty, gaps.isEmpty, Self.saysGap(line.object) {
            report(
                .missing, at: place, "the process that began here found that records before it were missing or changed")
        }
        self.last = line.head
        unreadable = 0
    }

    /// Whether it is the record of a log that was taken up behind a gap.
    private static func saysGap(_ object: [UInt8]) -> Bool {
        guard object.firstRange(of: AuditRecord.gapMark) != nil else { return false }
        // A client may have sent a member of that name: what counts is the record's own.
        if case .gap = AuditTestimony(object).content { return true }
        return false
    }

    /// Whether it is the record with which a log's checkpoints begin.
    private static func saysCheckpoints(_ object: [UInt8]) -> Bool {
        guard object.firstRange(of: AuditRecord.checkpointsMark) != nil else { return false }
        if case .checkpoints = AuditTestimony(object).content { return true }
        return false
    }

    /// A number at or below one already seen: one that a gap was left for, or one too many.
    private mutating func acceptLate(_ number: UInt64, at place: AuditPlace) {
        if let gap = gaps.firstIndex(where: { $0.range.contains(number) }), gaps[gap].found.insert(number).inserted {
            report(.reordered, at: place, "record \(number) stands behind record \(last?.sequence ?? 0)")
        } else {
            records -= 1
            report(.repeated, at: place, "record \(number) was there before")
        }
    }

    private mutating func check(_ head: AuditHead, against acknowledged: AuditHead?, at place: AuditPlace) {
        guard let acknowledged, acknowledged.sequence == head.sequence, acknowledged.hash != head.hash else { return }
        report(.changed, at: place, "record \(head.sequence) is not the one that was acknowledged")
    }

    private mutating func report(_ kind: AuditFault.Kind, at place: AuditPlace, _ message: String) {
        faults.append((lines, AuditFault(kind, at: place, message)))
    }

    /// What was found, once every line has been read.
    ///
    /// - Parameter isClosed: whether the process that wrote the log last has ended in order, and none writes it.
    package func finish(isClosed: Bool = false) -> AuditReport {
        var faults = faults
        for gap in gaps where gap.missing > 0 {
            let count = gap.missing == gap.range.count ? "" : "\(gap.missing) of "
            faults.append(
                (
                    gap.ordinal,
                    AuditFault(.missing, at: gap.place, "\(count)\(gap.description) should stand before this line")
                ))
        }
        let reached = last?.sequence ?? 0
        let owed = max(reached, acknowledged?.sequence ?? 0) - reached
        let isShort = owed > UInt64(unreadable)
        let mayBeCut = tail != nil && (acknowledged == nil || isShort)
        if let tail, mayBeCut {
            faults.append((lines, AuditFault(.cut, at: tail, "the last line ends before its end")))
        }
        if owed > UInt64(unreadable) + (mayBeCut ? 1 : 0) {
            let message = "the log ends at record \(reached) although it had reached record \(reached + owed)"
            faults.append((lines, AuditFault(.missing, at: lastPlace, message)))
        }
        faults.sort { $0.ordinal < $1.ordinal }
        let broken = Self.faults(of: checkpoints, reached: reached, begun: begun, isClosed: isClosed, at: lastPlace)
        return AuditReport(
            records: records, head: records == 0 ? nil : last, faults: faults.map(\.fault) + broken,
            tornTail: mayBeCut ? nil : tail, isEndKnown: acknowledged != nil, checkpoints: checkpoints.report)
    }
}
