import AuditLog
import AuditStorage
import Foundation
import Testing

@Suite("Going on with a log")
struct AuditResumptionTests {
    /// Goes on with the log and writes one more record.
    private func resume(_ folder: TemporaryFolder) async throws -> AuditOpening {
        let writer = try SampleWriter.open(folder)
        try await writer.append(SampleWriter.record(99))
        await writer.close()
        return writer.opening
    }

    @Test("A torn tail, cut at any byte of a record that was never acknowledged, is set aside and said so")
    func tornTail() async throws {
        let whole = try TemporaryFolder()
        try await SampleWriter.write(whole, count: 3)
        let file = try #require(try SampleWriter.files(whole).last)
        let line = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))).split(separator: UInt8(ascii: "\n"))[2]
        for length in stride(from: 1, through: line.count, by: 37) {
            let folder = try TemporaryFolder()
            try await SampleWriter.write(folder, count: 3)
            let path = try #require(try SampleWriter.files(folder).last)
            let torn = Array(line.prefix(length))
            try SampleWriter.edit(path) { $0 += torn }
            let before = try SampleWriter.verify(folder)
            #expect(before.isWhole)
            #expect(before.tornTail != nil)
            let opening = try await resume(folder)
            #expect(!opening.hasGap)
            #expect(opening.tornBytes == length)
            let aside = try #require(opening.tornFile)
            #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file("audit/\(aside)")))) == torn)
            let report = try SampleWriter.verify(folder)
            #expect(report.isWhole)
            #expect(report.records == 5)
            let said = try AuditFolder(folder.file("audit")).tail(2).first
            #expect(said?.contains("\"AuditLogRecovered\"") == true)
            #expect(said?.contains(aside) == true)
        }
    }

    @Test("Zeros behind the last record, as a loss of power leaves them, are set aside")
    func zeros() async throws {
        let folder = try TemporaryFolder()
        try await SampleWriter.write(folder)
        let path = try #require(try SampleWriter.files(folder).last)
        try SampleWriter.edit(path) { $0 += [UInt8](repeating: 0, count: 4096) + Array("rest of it\n".utf8) }
        let opening = try await resume(folder)
        #expect(opening.tornBytes == 4107)
        #expect(try SampleWriter.verify(folder).isWhole)
    }

    @Test("A record changed in the last line is not made to disappear by a restart")
    func changedEnd() async throws {
        let folder = try TemporaryFolder()
        try await SampleWriter.write(folder)
        let path = try #require(try SampleWriter.files(folder).last)
        try SampleWriter.edit(path) { $0[$0.count - 300] ^= 1 }
        let opening = try await resume(folder)
        #expect(opening.hasGap)
        let report = try SampleWriter.verify(folder)
        #expect(report.faults.map(\.kind) == [.changed])
        #expect(report.faults.first?.place.line == 4)
        #expect(try AuditFolder(folder.file("audit")).tail(2).first?.contains("\"AuditLogGap\"") == true)
    }

    @Test("Records cut off at the end are missed, before and after a restart", arguments: [1, 2, 4])
    func cutEnd(count: Int) async throws {
        let folder = try TemporaryFolder()
        try await SampleWriter.write(folder)
        let path = try #require(try SampleWriter.files(folder).last)
        try SampleWriter.edit(path) { bytes in
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            bytes = lines.dropLast(count).flatMap { $0 + [UInt8(ascii: "\n")] }
        }
        #expect(try SampleWriter.verify(folder).faults.map(\.kind) == [.missing])
        #expect(try await resume(folder).hasGap)
        #expect(try SampleWriter.verify(folder).faults.map(\.kind) == [.missing])
    }

    @Test("The last record cut in the middle is found, before and after a restart")
    func cutMiddle() async throws {
        let folder = try TemporaryFolder()
        try await SampleWriter.write(folder)
        let path = try #require(try SampleWriter.files(folder).last)
        try SampleWriter.edit(path) { $0.removeLast(50) }
        #expect(try SampleWriter.verify(folder).faults.map(\.kind) == [.cut])
        #expect(try await resume(folder).hasGap)
        let report = try SampleWriter.verify(folder)
        #expect(report.faults.map(\.kind) == [.changed])
        #expect(report.records == 5)
    }

    @Test("A deleted file is missed, wherever it was", arguments: 0..<3)
    func deletedFile(index: Int) async throws {
        let folder = try TemporaryFolder()
        try await SampleWriter.write(folder, days: 3)
        try FileManager.default.removeItem(atPath: try SampleWriter.files(folder)[index])
        let faults = try SampleWriter.verify(folder).faults
        #expect(faults.map(\.kind) == [.missing])
        _ = try await resume(folder)
        #expect(try SampleWriter.verify(folder).faults.map(\.kind) == [.missing])
    }

    @Test("All files deleted are missed as long as the head is there")
    func allDeleted() async throws {
        let folder = try TemporaryFolder()
        try await SampleWriter.write(folder, days: 2)
        for file in try SampleWriter.files(folder) { try FileManager.default.removeItem(atPath: file) }
        #expect(try SampleWriter.verify(folder).faults.map(\.kind) == [.missing])
        let opening = try await resume(folder)
        #expect(opening.hasGap)
        #expect(!opening.isNew)
        #expect(try SampleWriter.verify(folder).faults.map(\.kind) == [.missing])
    }

    @Test("Files of two days in each other's place are found")
    func swappedFiles() async throws {
        let folder = try TemporaryFolder()
        try await SampleWriter.write(folder, days: 2)
        let files = try SampleWriter.files(folder)
        try FileManager.default.moveItem(atPath: files[0], toPath: folder.file("aside"))
        try FileManager.default.moveItem(atPath: files[1], toPath: files[0])
        try FileManager.default.moveItem(atPath: folder.file("aside"), toPath: files[1])
        let faults = try SampleWriter.verify(folder).faults
        #expect(faults.count == 4)
        #expect(faults.allSatisfy { $0.kind == .reordered })
    }

    @Test(
        "A head that is gone is made anew, and the log does not become whole by that: nobody knows where it had ended")
    func lostHead() async throws {
        let folder = try TemporaryFolder()
        try await SampleWriter.write(folder)
        try FileManager.default.removeItem(atPath: folder.file("audit/audit.head"))
        #expect(try !SampleWriter.verify(folder).isEndKnown)
        #expect(try (await resume(folder)).hasGap)
        let report = try SampleWriter.verify(folder)
        #expect(report.isEndKnown)
        #expect(report.faults.map(\.kind) == [.missing])
        #expect(report.records == 6)
    }

    @Test("A folder without a log is said to be one")
    func noLog() throws {
        let folder = try TemporaryFolder()
        #expect(throws: AuditStorageError(.unreadable, "")) { try AuditFolder(folder.path).verify() }
        #expect(throws: AuditStorageError(.unreadable, "")) { try AuditFolder(folder.file("absent")).verify() }
    }
}
