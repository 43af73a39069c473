import AuditLog
import AuditStorage
import Foundation
import KeyMap

/// Logs in a folder of their own.
struct SampleWriter {
    static let day: Double = 1_795_000_000

    static func open(
        _ folder: TemporaryFolder, at seconds: Double = day, spoolLimit: Int = 1 << 20
    ) throws -> AuditFileWriter {
        try AuditFileWriter(
            folder: AuditFolder(folder.file("audit")), name: "gateway-1", region: "eu-west-1",
            identity: .node("spiffe://dev/gateway/gateway-1"), at: Timestamp(seconds: seconds), spoolLimit: spoolLimit)
    }

    static func record(_ number: Int, at seconds: Double = day, text: String = "") -> AuditRecord {
        AuditRecord(
            time: Timestamp(seconds: seconds), source: "kms.amazonaws.com", name: "Encrypt", region: "eu-west-1",
            identity: .unknown, requestParameters: ["number": .integer(Int64(number)), "text": .string(text)],
            requestID: "request-\(number)", eventID: "event-\(number)", readOnly: false)
    }

    /// A log of `count` records on each of `days` days, closed.
    static func write(_ folder: TemporaryFolder, days: Int = 1, count: Int = 4) async throws {
        let writer = try open(folder)
        for day in 0..<days {
            for number in 0..<count {
                try await writer.append(record(number, at: Self.day + Double(day) * 86_400))
            }
        }
        await writer.close()
    }

    static func verify(_ folder: TemporaryFolder) throws -> AuditReport {
        try AuditFolder(folder.file("audit")).verify()
    }

    static func files(_ folder: TemporaryFolder) throws -> [String] {
        try AuditFolder(folder.file("audit")).files()
    }

    static func edit(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        change(&bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}
