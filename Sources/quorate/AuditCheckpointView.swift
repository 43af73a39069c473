import Assembly
import AuditLog
import AuditStorage

/// What `quorate audit verify` says of the checkpoints of all logs; as JSON, its fields.
struct AuditCheckpointView: Encodable {
    /// Where the keys come from that signatures were checked with.
    let keys: [String]
    let remarks: [String]
    private let verdict: String?

    init(_ inspection: AuditInspection, _ views: [AuditReportView], keys: CheckpointKeys) {
        self.keys = keys.sources
        var remarks = inspection.absent.map { promise in
            let head = promise.checkpoint.head
            return
                "log \(head.log) of \(promise.checkpoint.node) was not given: \(promise.witness ?? "somebody") keeps that it "
                + "had reached record \(head.sequence) at \(promise.checkpoint.time.iso8601)"
        }
        remarks += inspection.unknown.sorted().map {
            "the signatures of checkpoints of \($0) were not checked: no charter here names it. Give its fleet's with --charter"
        }
        self.remarks = remarks
        let count = views.reduce(0) { $0 + $1.checkpoints }
        verdict =
            count == 0 || keys.sources.isEmpty
            ? nil : "\(count) checkpoints, with keys of \(keys.sources.joined(separator: "; "))"
    }

    /// For a person.
    var lines: [String] { (verdict.map { [$0] } ?? []) + remarks }

    enum CodingKeys: String, CodingKey {
        case keys, remarks
    }
}
