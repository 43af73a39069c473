import AuditLog

/// What `quorate audit verify` says of a log; as JSON, its fields.
struct AuditReportView: Encodable {
    let records: Int
    /// Whether what is there is as it was written.
    let whole: Bool
    /// Whether the log can be seen to reach as far as it once did.
    let endKnown: Bool
    let faults: [String]
    /// The place of a half-written last line; nil where there is none.
    let tornTail: String?
    /// How many signed checkpoints lie with the log.
    let checkpoints: Int
    /// The last record that a checkpoint covers, 0 for none.
    let covered: UInt64
    /// Who else keeps a checkpoint of it.
    let witnesses: [String]
    /// What is no fault of the log, but to be known by who trusts it.
    let remarks: [String]

    let folder: String

    init(_ report: AuditReport, folder: String) {
        records = report.records
        whole = report.isWhole
        endKnown = report.isEndKnown
        faults = report.faults.map { "\($0)" }
        tornTail = report.tornTail.map { "\($0)" }
        checkpoints = report.checkpoints.count
        covered = report.checkpoints.newest?.head.sequence ?? 0
        witnesses = report.checkpoints.witnesses
        self.folder = folder
        var remarks: [String] = []
        if let tail = report.tornTail {
            remarks.append(
                "\(tail): half written, by a process that was killed or still writes; nobody was told that the record is "
                    + "kept, and the next start sets it aside")
        }
        if !report.isEndKnown {
            remarks.append(
                "the end is not known: \(folder)/audit.head is gone or unreadable, so records cut off behind "
                    + "record \(report.head?.sequence ?? 0) cannot be missed")
        }
        if report.checkpoints.newest == nil {
            remarks.append(
                "no checkpoints: nothing shows whether \(folder) was cut off together with its audit.head. Logs of earlier "
                    + "releases have none, and a new log has its first after a minute")
        }
        self.remarks = remarks
    }

    /// For a person.
    var lines: [String] {
        let covering =
            covered == 0
            ? ""
            : "; checkpoints to record \(covered)"
                + (witnesses.isEmpty ? "" : ", also at \(witnesses.joined(separator: ", "))")
        let verdict =
            whole
            ? ["\(folder): \(records) records, whole and in order\(endKnown ? "" : " as far as they go")\(covering)"]
            : []
        return faults + verdict + remarks
    }

    enum CodingKeys: String, CodingKey {
        case records, whole, endKnown, faults, tornTail, checkpoints, covered, witnesses, remarks
    }
}
