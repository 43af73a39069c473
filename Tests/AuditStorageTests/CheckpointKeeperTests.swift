import AuditLog
import AuditStorage
import Foundation
import KeyMap
import ServiceLifecycle
import Synchronization
import Testing

@Suite("Checkpoints of a log that is written")
struct CheckpointKeeperTests {
    private func eventually(_ condition: () throws -> Bool) async throws -> Bool {
        for _ in 0..<5_000 {
            if try condition() { return true }
            try await Task.sleep(for: .milliseconds(1))
        }
        return false
    }

    /// Runs a writer as its process does, and ends it in order.
    private func running(_ writer: AuditFileWriter, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await writer.run() }
            try await body()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test("A log says in a record that checkpoints begin, has one after so many records, and one at its end")
    func records() async throws {
        let node = try SampleNode()
        let writer = try node.open()
        try await running(writer) {
            try await writer.append(SampleWriter.record(1))
            try await Task.sleep(for: .milliseconds(600))
            #expect(try node.checkpoints().isEmpty, "only two records were added")
            try await writer.append([SampleWriter.record(2), SampleWriter.record(3)])
            #expect(try await eventually { try node.checkpoints().map(\.head.sequence) == [4] })
            #expect(try await eventually { writer.uncoveredRecords == 0 })
            try await Task.sleep(for: .milliseconds(600))
            #expect(try node.checkpoints().count == 1, "nothing was added")
            try await writer.append(SampleWriter.record(4))
            #expect(writer.uncoveredRecords == 1)
        }
        let all = try node.checkpoints()
        try #require(all.map(\.head.sequence) == [4, 5])
        #expect(all[1].checkpoint.previous == all[0].checkpoint.digest)
        #expect(all.allSatisfy { $0.isSigned(by: node.publicKey) })
        #expect(try node.faults().isEmpty)
        #expect(try node.log.tail(5).first?.contains("\"AuditCheckpointsBegun\"") == true)
    }

    @Test("A log has a checkpoint after some time, if a record was added")
    func time() async throws {
        let node = try SampleNode()
        let writer = try node.open(CheckpointSchedule(records: 1_000_000, seconds: 0.3))
        try await running(writer) {
            try await writer.append(SampleWriter.record(1))
            #expect(try await eventually { try node.checkpoints().map(\.head.sequence) == [2] })
            try await Task.sleep(for: .milliseconds(900))
            #expect(try node.checkpoints().count == 1)
        }
    }

    @Test("The chain of checkpoints goes on over restarts, and begins in one record only")
    func restarts() async throws {
        let node = try SampleNode()
        for start in [1, 11, 21] { try await node.write(start...start + 4) }
        #expect(try node.checkpoints().map(\.head.sequence) == [6, 11, 16])
        #expect(try node.faults().isEmpty)
        let begun = try node.log.tail(100).count { $0.contains("AuditCheckpointsBegun") }
        #expect(begun == 1)
        try await node.write(31...31)
        #expect(try node.checkpoints().count == 4)
    }

    @Test("A log of several days has one chain of checkpoints")
    func days() async throws {
        let node = try SampleNode()
        let writer = try node.open()
        try await running(writer) {
            for day in 0..<3 {
                let records = (1...3).map { SampleWriter.record($0, at: SampleWriter.day + Double(day) * 86_400) }
                try await writer.append(records)
                #expect(try await eventually { try node.checkpoints().count == day + 1 })
            }
        }
        #expect(try node.log.files().count == 3)
        #expect(try node.checkpoints().map(\.head.sequence) == [4, 7, 10])
        #expect(try node.faults().isEmpty)
    }

    @Test("A kill at any moment, also in the middle of a checkpoint, is no fault, and is made good at the next start")
    func crash() async throws {
        let node = try SampleNode()
        try await node.write(1...4)
        let writer = try node.open()
        try await writer.append(SampleWriter.record(5))
        // The folder as a kill leaves it, with a record that no checkpoint has and a checkpoint half written.
        let crashed = try SampleNode()
        try FileManager.default.copyItem(atPath: node.log.path, toPath: crashed.log.path)
        await writer.close()
        let line = try node.checkpoints()[0].line
        for length in [0, 1, 50, line.count - 1] {
            let image = try SampleNode()
            try FileManager.default.copyItem(atPath: crashed.log.path, toPath: image.log.path)
            try SampleWriter.edit(image.file) { $0 += line.prefix(length) }
            #expect(try image.log.verify().isWhole)
            // The same node starts again; its key is another here, which nothing but the signatures shows.
            try await image.write(6...6)
            let all = try image.checkpoints()
            #expect(all.map(\.head.sequence) == [5, 7, 8])
            #expect(try image.log.verify().isWhole)
        }
    }

    @Test("A log of before, without checkpoints, gets its first at the next start")
    func upgrade() async throws {
        let node = try SampleNode()
        let before = try AuditFileWriter(
            folder: node.log, name: "gateway-gateway-1", region: "r", identity: .node(node.node),
            at: .init(seconds: SampleWriter.day))
        try await before.append(SampleWriter.record(1))
        await before.close()
        #expect(try node.faults().isEmpty)
        #expect(try await !node.write(2...2).hasGap)
        #expect(try node.checkpoints().map(\.head.sequence) == [2, 3])
        #expect(try node.faults().isEmpty)
    }

    @Test("Checkpoints that are taken away while the log is written, or between two starts, are missed")
    func gone() async throws {
        let node = try SampleNode()
        try await node.write(1...4)
        try FileManager.default.removeItem(atPath: node.file)
        #expect(try node.faults().map(\.kind) == [.missing])
        try await node.write(5...5)
        #expect(try node.faults().map(\.kind) == [.missing])

        let other = try SampleNode()
        let writer = try other.open()
        try await running(writer) {
            try await writer.append([1, 2, 3].map { SampleWriter.record($0) })
            #expect(try await eventually { try other.checkpoints().count == 1 })
            try FileManager.default.removeItem(atPath: other.file)
            try await writer.append(SampleWriter.record(4))
        }
        #expect(try other.checkpoints().count == 1)
        #expect(try other.faults().map(\.kind) == [.missing])
    }

    @Test("A log that is shorter than its checkpoints is a gap to the process that goes on with it")
    func shorter() async throws {
        let node = try SampleNode()
        try await node.write(1...6)
        try node.cut(to: 4, checkpoints: 99)
        #expect(try node.faults().map(\.kind) == [.truncated])
        #expect(try await node.write(7...7).hasGap)
        #expect(try node.faults().contains { $0.kind == .missing })
        #expect(try node.log.tail(3).contains { $0.contains("\"AuditLogGap\"") })
    }

    @Test("A checkpoint that cannot be written fails no record, is said once, and comes when it can be")
    func failing() async throws {
        let node = try SampleNode()
        let writer = try node.open()
        try await running(writer) {
            try FileManager.default.removeItem(atPath: node.file)
            try FileManager.default.createDirectory(atPath: node.file, withIntermediateDirectories: false)
            for number in 1...4 { try await writer.append(SampleWriter.record(number)) }
            #expect(try await eventually { node.failures.withLock { $0 } == 1 })
            try await Task.sleep(for: .milliseconds(600))
            #expect(node.failures.withLock { $0 } == 1)
            try FileManager.default.removeItem(atPath: node.file)
            #expect(try await eventually { (try? node.checkpoints())?.count == 1 })
        }
    }

    @Test("A log whose last checkpoint could not be written counts as killed, not as closed")
    func notCovered() async throws {
        let node = try SampleNode()
        let writer = try node.open()
        try await writer.append(SampleWriter.record(1))
        try FileManager.default.removeItem(atPath: node.file)
        try FileManager.default.createDirectory(atPath: node.file, withIntermediateDirectories: false)
        await writer.close()
        #expect(node.log.isOpen)
        try FileManager.default.removeItem(atPath: node.file)
        try await node.write(2...2)
        #expect(!node.log.isOpen)
    }

    @Test("A witness is told what follows on what it knows, and the latest alone where it knows something else")
    func run() async throws {
        let node = try SampleNode()
        for number in 1...6 { try await node.write(number...number) }
        let writer = try node.open()
        let keeper = try #require(writer.checkpoints)
        let all = try node.checkpoints()
        try #require(all.count == 6)
        #expect(try await keeper.run(after: []) == [all[5]])
        #expect(try await keeper.run(after: all[5].checkpoint.digest).isEmpty)
        #expect(try await keeper.run(after: all[4].checkpoint.digest) == [all[5]])
        #expect(try await keeper.run(after: all[1].checkpoint.digest) == Array(all[2...]))
        #expect(try await keeper.run(after: [UInt8](repeating: 1, count: 32)) == [all[5]])
        await writer.close()
    }
}
