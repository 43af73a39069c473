import AuditLog
import AuditStorage
import ByteCoding
import Crypto
import Foundation
import KeyMap
import Synchronization

/// A node with a key and a log with checkpoints.
final class SampleNode: CheckpointSigner {
    let node = "spiffe://dev/gateway/gateway-1"
    private let key = Curve25519.Signing.PrivateKey()
    let folder: TemporaryFolder
    let failures = Mutex(0)

    init() throws {
        folder = try TemporaryFolder()
    }

    var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }
    var log: AuditFolder { AuditFolder(folder.file("audit")) }
    var file: String { folder.file("audit/audit.checkpoints") }

    func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }

    func open(_ schedule: CheckpointSchedule = CheckpointSchedule(records: 3, seconds: 1e6)) throws -> AuditFileWriter {
        try AuditFileWriter(
            folder: log, name: "gateway-gateway-1", region: "eu-west-1", identity: .node(node),
            at: Timestamp(seconds: SampleWriter.day),
            checkpoints: CheckpointSettings(
                signer: self, schedule: schedule, clock: { Timestamp(seconds: SampleWriter.day + 1) },
                onFailure: { _ in self.failures.withLock { $0 += 1 } }))
    }

    /// Writes records while the log is open, and closes it.
    @discardableResult
    func write(_ numbers: ClosedRange<Int>) async throws -> AuditOpening {
        let writer = try open()
        for number in numbers { try await writer.append(SampleWriter.record(number)) }
        await writer.close()
        return writer.opening
    }

    /// The checkpoints that lie with the log.
    func checkpoints() throws -> [SignedCheckpoint] {
        try Data(contentsOf: URL(fileURLWithPath: file)).split(separator: UInt8(ascii: "\n"))
            .compactMap { SignedCheckpoint(line: $0) }
    }

    /// What is wrong with the log, with what another node's folder keeps of it.
    func faults(with others: [AuditFolder] = []) throws -> [AuditFault] {
        let (node, key) = (node, publicKey)
        let inspection = try AuditInspection([log] + others) { $0 == node ? key : nil }
        return try inspection.report(on: inspection.subjects[0]).faults
    }

    /// Takes the last records out of the log, with its head, and checkpoints with them, so that the folder is whole by
    /// itself, as who owns the machine could.
    func cut(to sequence: UInt64, checkpoints keptCheckpoints: Int) throws {
        let path = try log.files()[0]
        let lines = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n"))
        let kept = lines.prefix(Int(sequence))
        try SampleWriter.edit(path) { $0 = kept.flatMap { $0 + [UInt8(ascii: "\n")] } }
        let head = try AuditLine(Array(kept[kept.endIndex - 1])[...]).head
        try Data(head.encoded).write(to: URL(fileURLWithPath: folder.file("audit/audit.head")))
        let all = try checkpoints()
        try SampleWriter.edit(file) { $0 = all.prefix(keptCheckpoints).flatMap { $0.line } }
    }
}
