import AuditLog
import ByteCoding

extension FuzzTarget {
    /// The lines of an audit log: one rendering each, and no change that the verifier takes for what was written.
    static let auditLogs = FuzzTarget("audit-logs") { (bytes) throws(BrokenProperty) in
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var verifier = AuditVerifier()
        var intact = 0
        for (number, bytes) in lines.enumerated() {
            let isLast = number == lines.count - 1
            // Behind the last newline.
            if isLast, bytes.isEmpty { continue }
            verifier.read(bytes, at: AuditPlace(file: "log", line: number + 1), isTerminated: !isLast)
            guard let line = try? AuditLine(bytes) else { continue }
            try require(rendered(line) == Array(bytes), "a line of the audit log has a second rendering")
            if line.isIntact, !isLast { intact += 1 }
        }
        let report = verifier.finish()
        try require(report.records <= intact, "the audit log has more records than lines that are as written")
        try require(report.head?.sequence ?? 0 >= UInt64(report.records), "the audit log has records without numbers")
        return report.records > 0 && report.isWhole
    }

    private static func rendered(_ line: AuditLine) -> [UInt8] {
        let chain =
            #","chain":{"log":"\#(line.head.log)","sequence":\#(line.head.sequence),"previous":""#
            + Hexadecimal.encode(line.previous) + #"","hash":""# + Hexadecimal.encode(line.head.hash) + #""}}"#
        return line.object.dropLast() + Array(chain.utf8)
    }
}
