import AuditLog
import AuditStorage
import Foundation
import KeyMap
import Logging
import ServiceLifecycle
import Testing

@Suite("Audit file writer")
struct AuditFileWriterTests {
    @Test("Records lie in one file a day, and the chain goes on over files and restarts")
    func days() async throws {
        let folder = try TemporaryFolder()
        try await SampleWriter.write(folder, days: 3)
        try await SampleWriter.write(folder, days: 1)
        let names = try SampleWriter.files(folder).map { ($0 as NSString).lastPathComponent }
        #expect(names == ["audit-2026-11-18.jsonl", "audit-2026-11-19.jsonl", "audit-2026-11-20.jsonl"])
        let report = try SampleWriter.verify(folder)
        #expect(report.isWhole)
        #expect(report.records == 16)
        #expect(report.isEndKnown)
    }

    @Test("A record is in the file when its append returns")
    func durable() async throws {
        let folder = try TemporaryFolder()
        let writer = try SampleWriter.open(folder)
        #expect(writer.opening.isNew)
        for number in 1...5 {
            try await writer.append(SampleWriter.record(number))
            let file = try #require(try SampleWriter.files(folder).last)
            #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\"request-\(number)\""))
            #expect(try SampleWriter.verify(folder).records == number)
        }
        await writer.close()
    }

    @Test("Many appends at once are all kept, each once, in one chain")
    func concurrent() async throws {
        let folder = try TemporaryFolder()
        let writer = try SampleWriter.open(folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<500 { group.addTask { try await writer.append(SampleWriter.record(number)) } }
            try await group.waitForAll()
        }
        await writer.close()
        let report = try SampleWriter.verify(folder)
        #expect(report.isWhole)
        #expect(report.records == 500)
        let lines = try AuditFolder(folder.file("audit")).tail(1000)
        for number in 0..<500 { #expect(lines.count { $0.contains("\"request-\(number)\"") } == 1) }
    }

    @Test("A second writer on the folder is refused, and let in once the first is closed")
    func locked() async throws {
        let folder = try TemporaryFolder()
        let writer = try SampleWriter.open(folder)
        #expect(throws: AuditStorageError(.locked, "")) { try SampleWriter.open(folder) }
        try await writer.append(SampleWriter.record(1))
        await writer.close()
        let second = try SampleWriter.open(folder)
        await #expect(throws: AuditStorageError(.closed, "")) { try await writer.append(SampleWriter.record(2)) }
        await second.close()
    }

    @Test("A spool that is full refuses, and what was taken before is kept")
    func spoolFull() async throws {
        let folder = try TemporaryFolder()
        let writer = try SampleWriter.open(folder, spoolLimit: 2000)
        await #expect(throws: AuditStorageError(.spoolFull, "")) {
            try await writer.append(SampleWriter.record(1, text: String(repeating: "x", count: 3000)))
        }
        let text = String(repeating: "x", count: 500)
        let kept = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask { (try? await writer.append(SampleWriter.record(number, text: text))) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        await writer.close()
        let report = try SampleWriter.verify(folder)
        #expect(report.isWhole)
        // Each time that it goes on, the log says that something was refused.
        let resumptions = try AuditFolder(folder.file("audit")).tail(1_000).count { $0.contains("AuditLogResumed") }
        #expect(resumptions > 0)
        #expect(report.records == kept + resumptions)
    }

    @Test("A record too large for a line is refused")
    func tooLarge() async throws {
        let folder = try TemporaryFolder()
        let writer = try SampleWriter.open(folder, spoolLimit: 1 << 24)
        await #expect(throws: AuditStorageError(.tooLarge, "")) {
            try await writer.append(SampleWriter.record(1, text: String(repeating: "x", count: 1 << 21)))
        }
        await writer.close()
    }

    @Test("trap 40: a disk that fails makes appends fail, and health says why until it is mended")
    func blocked() async throws {
        let folder = try TemporaryFolder()
        let writer = try SampleWriter.open(folder)
        let tomorrow = Timestamp(seconds: SampleWriter.day + 86_400)
        try await writer.append(SampleWriter.record(1))
        #expect(await writer.health(at: tomorrow) == nil)
        // The next day's file cannot be made where a folder has its name.
        try FileManager.default.createDirectory(
            atPath: folder.file("audit/audit-2026-11-19.jsonl"), withIntermediateDirectories: false)
        await #expect(throws: AuditStorageError(.unwritable, "")) {
            try await writer.append(SampleWriter.record(2, at: tomorrow.seconds))
        }
        #expect(await writer.health(at: tomorrow)?.message.contains("audit-2026-11-19.jsonl") == true)
        try FileManager.default.removeItem(atPath: folder.file("audit/audit-2026-11-19.jsonl"))
        // Nobody sends a request to a process that is not ready: health finds out by itself, and writes it down once.
        #expect(await writer.health(at: tomorrow) == nil)
        #expect(await writer.health(at: tomorrow) == nil)
        try await writer.append(SampleWriter.record(3, at: tomorrow.seconds))
        await writer.close()
        let report = try SampleWriter.verify(folder)
        #expect(report.isWhole)
        #expect(report.records == 3)
        #expect(try AuditFolder(folder.file("audit")).tail(2).first?.contains("\"AuditLogResumed\"") == true)
    }

    @Test("Shutdown keeps every record that was taken, and then takes no more")
    func shutdown() async throws {
        let folder = try TemporaryFolder()
        let writer = try SampleWriter.open(folder)
        let group = ServiceGroup(configuration: .init(services: [writer], logger: .init(label: "test")))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for number in 0..<100 { try await writer.append(SampleWriter.record(number)) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        await #expect(throws: AuditStorageError(.closed, "")) { try await writer.append(SampleWriter.record(100)) }
        #expect(try SampleWriter.verify(folder).records == 100)
    }

    @Test("A clock that goes back does not change the order of files")
    func clockBack() async throws {
        let folder = try TemporaryFolder()
        let writer = try SampleWriter.open(folder)
        try await writer.append(SampleWriter.record(1, at: SampleWriter.day + 86_400))
        try await writer.append(SampleWriter.record(2, at: SampleWriter.day))
        await writer.close()
        #expect(try SampleWriter.files(folder).count == 1)
        #expect(try SampleWriter.verify(folder).isWhole)
    }

    @Test("The tail gives the newest lines, over files, and all of them where there are fewer")
    func tail() async throws {
        let folder = try TemporaryFolder()
        let audit = AuditFolder(folder.file("audit"))
        let writer = try SampleWriter.open(folder)
        for number in 0..<10 {
            try await writer.append(SampleWriter.record(number, at: SampleWriter.day + Double(number / 4) * 86_400))
        }
        let lines = try audit.tail(7)
        #expect(lines.count == 7)
        for (line, number) in zip(lines, 3...) { #expect(line.contains("\"request-\(number)\"")) }
        #expect(try audit.tail(100).count == 10)
        #expect(try audit.tail(0).isEmpty)
        await writer.close()
    }
}
