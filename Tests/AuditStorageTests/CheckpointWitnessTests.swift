import AuditLog
import AuditStorage
import ByteCoding
import Foundation
import KeyMap
import Testing

@Suite("What a node keeps of other nodes' logs")
struct CheckpointWitnessTests {
    /// The folder of another node, with a log of its own.
    private struct Other {
        let folder: TemporaryFolder
        var log: AuditFolder { AuditFolder(folder.file("audit")) }
        var file: String { folder.file("audit/audit.witnessed") }

        init() async throws {
            folder = try TemporaryFolder()
            let writer = try AuditFileWriter(
                folder: AuditFolder(folder.file("audit")), name: "hub-hub-1", region: "", identity: .unknown,
                at: .init(seconds: SampleWriter.day))
            try await writer.append(SampleWriter.record(1))
            await writer.close()
        }

        func witness() throws -> CheckpointWitness { try CheckpointWitness(log) }

        @discardableResult
        func take(_ checkpoints: [SignedCheckpoint], of node: SampleNode) async throws -> WitnessBook.Outcome {
            try await witness().take(checkpoints.map(\.encoded), from: node.node, key: node.publicKey)
        }
    }

    @Test("The latest is kept over restarts, and the log goes on from it only")
    func durable() async throws {
        let (node, other) = (try SampleNode(), try await Other())
        try await node.write(1...4)
        try await other.take(node.checkpoints(), of: node)
        let known = try #require(try node.checkpoints().first).checkpoint.digest
        #expect(try other.witness().known(of: node.node) == known)
        #expect(try other.witness().known(of: "spiffe://dev/gateway/gateway-2").isEmpty)
        try await node.write(5...5)
        #expect(try await other.take([node.checkpoints()[1]], of: node) == .advanced)
        await #expect(throws: CheckpointRefusal(.regression, "")) {
            try await other.take([node.checkpoints()[0]], of: node)
        }
        await #expect(throws: CheckpointRefusal(.malformed, "")) {
            try await other.witness().take([[1, 2, 3]], from: node.node, key: node.publicKey)
        }
        #expect(try node.faults(with: [other.log]).isEmpty)
    }

    @Test("A log that was cut off with its head and its checkpoints is found by what another node keeps")
    func truncated() async throws {
        let (node, other) = (try SampleNode(), try await Other())
        try await node.write(1...4)
        try await node.write(5...8)
        try await other.take(node.checkpoints(), of: node)
        try node.cut(to: 5, checkpoints: 1)
        #expect(try node.faults().isEmpty, "by itself the folder is whole")
        let faults = try node.faults(with: [other.log])
        #expect(faults.map(\.kind) == [.truncated, .truncated])
        #expect(faults.contains { $0.message.contains("ends at record 5") && $0.message.contains("record 9") })
        #expect(faults.allSatisfy { $0.message.contains("witnessed by hub-hub-1") })
        // It goes on as if nothing had been.
        try await node.write(9...20)
        #expect(try node.faults().isEmpty)
        #expect(try node.faults(with: [other.log]).map(\.kind) == [.rewritten, .forked])
        await #expect(throws: CheckpointRefusal(.unlinked, "")) {
            try await other.take([node.checkpoints()[1]], of: node)
        }
    }

    @Test("A folder that was emptied is found, by its node, and a log that is known to be lost can be accepted")
    func emptied() async throws {
        let (node, other) = (try SampleNode(), try await Other())
        try await node.write(1...4)
        try await other.take(node.checkpoints(), of: node)
        let log = try node.checkpoints()[0].head.log.description
        try FileManager.default.moveItem(atPath: node.log.path, toPath: node.folder.file("old"))
        try await node.write(1...2)
        let faults = try node.faults(with: [other.log])
        #expect(faults.map(\.kind) == [.missing])
        #expect(try #require(faults.first).message.contains(log))
        #expect(try node.faults(with: [other.log, AuditFolder(node.folder.file("old"))]).isEmpty)
        let accepted = try AuditInspection([node.log, other.log], accepting: [log]) { _ in nil }
        #expect(try accepted.report(on: accepted.subjects[0]).isWhole)
    }

    @Test("A log of which no folder is given is said, and no fault")
    func absent() async throws {
        let (node, other) = (try SampleNode(), try await Other())
        try await node.write(1...4)
        try await other.take(node.checkpoints(), of: node)
        let inspection = try AuditInspection([other.log]) { _ in nil }
        #expect(inspection.absent.map(\.checkpoint) == [try node.checkpoints()[0].checkpoint])
        #expect(inspection.unknown == [node.node])
        #expect(try inspection.report(on: inspection.subjects[0]).isWhole)
    }

    @Test("A line that somebody put in is found by its signature, and one that cannot be read stays")
    func forged() async throws {
        let (node, other) = (try SampleNode(), try await Other())
        try await node.write(1...4)
        try await other.take(node.checkpoints(), of: node)
        let stranger = try SampleNode()
        try await stranger.write(1...9)
        let line = try stranger.checkpoints()[0].line
        try SampleWriter.edit(other.file) { $0 += line + Array("later format\n".utf8) }
        let (name, key) = (node.node, node.publicKey)
        let inspection = try AuditInspection([other.log, node.log]) { $0 == name ? key : nil }
        #expect(try inspection.report(on: inspection.subjects[0]).faults.map(\.kind) == [.changed, .forged])
        #expect(try inspection.report(on: inspection.subjects[1]).isWhole, "nobody is accused by a forged line")
        try await node.write(5...5)
        try await other.take([node.checkpoints()[1]], of: node)
        let text = try String(contentsOfFile: other.file, encoding: .utf8)
        #expect(text.hasPrefix("later format\n"))
    }
}
