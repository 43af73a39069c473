import AuditLog
import Testing

@Suite("Audit verifier")
struct AuditVerifierTests {
    @Test("A log as it was written is whole")
    func whole() throws {
        let log = try SampleLog(count: 5)
        let report = log.report(acknowledged: log.heads.last)
        #expect(report.isWhole)
        #expect(report.records == 5)
        #expect(report.head == log.heads.last)
        #expect(report.isEndKnown)
    }

    @Test("A bit changed at any position of a line is found, and that line is named")
    func changedBit() throws {
        let log = try SampleLog(count: 3)
        for position in log.lines[1].indices {
            for bit in 0..<8 {
                var changed = log
                changed.lines[1][position] ^= 1 << bit
                let faults = changed.report().faults
                #expect(faults.first?.kind == .changed, "byte \(position), bit \(bit)")
                #expect(faults.first?.place.line == 2, "byte \(position), bit \(bit)")
            }
        }
    }

    @Test("A byte put into or taken out of any position of a line is found")
    func changedLength() throws {
        let log = try SampleLog(count: 3)
        for position in log.lines[1].indices {
            var longer = log
            longer.lines[1].insert(UInt8(ascii: "0"), at: position)
            #expect(longer.report().faults.map(\.kind) == [.changed])
            var shorter = log
            shorter.lines[1].remove(at: position)
            #expect(shorter.report().faults.map(\.kind) == [.changed])
        }
    }

    @Test("A record made anew with a right hash of its own is found by the record behind it")
    func remade() throws {
        let log = try SampleLog(count: 4)
        var chain = AuditChain(after: log.heads[0])
        var remade = log
        remade.lines[1] = chain.seal(SampleLog.record(99)).dropLast()
        let report = remade.report()
        #expect(report.faults.map(\.kind) == [.changed])
        #expect(report.faults.first?.place.line == 3)
    }

    @Test("A log made anew from some record on is found by the acknowledged head")
    func remadeToTheEnd() throws {
        let log = try SampleLog(count: 4)
        var chain = AuditChain(after: log.heads[1])
        var remade = log
        for line in 2..<4 { remade.lines[line] = chain.seal(SampleLog.record(99)).dropLast() }
        #expect(remade.report().isWhole)
        #expect(remade.report(acknowledged: log.heads[3]).faults.map(\.kind) == [.changed])
    }

    @Test("A missing line is found, wherever it was", arguments: 0..<5)
    func missing(index: Int) throws {
        let log = try SampleLog(count: 5)
        var short = log
        short.lines.remove(at: index)
        let faults = short.report(acknowledged: log.heads[4]).faults
        #expect(faults.map(\.kind) == [.missing])
        #expect(faults.first?.message.contains(index == 4 ? "record 5" : "record \(index + 1)") == true)
    }

    @Test("The last line's absence is not noticed without an acknowledged head, and the report says so")
    func missingEnd() throws {
        var log = try SampleLog(count: 5)
        log.lines.removeLast()
        #expect(log.report().isWhole)
        #expect(!log.report().isEndKnown)
    }

    @Test("Several missing lines are one fault that says which")
    func missingSeveral() throws {
        var log = try SampleLog(count: 9)
        log.lines.removeSubrange(2...5)
        let faults = log.report().faults
        #expect(faults.map(\.kind) == [.missing])
        #expect(faults.first?.message.contains("records 3 to 6") == true)
    }

    @Test("Two lines in each other's place are found", arguments: 0..<4)
    func reordered(index: Int) throws {
        var log = try SampleLog(count: 5)
        log.lines.swapAt(index, index + 1)
        let report = log.report(acknowledged: log.heads[4])
        #expect(report.faults.map(\.kind) == [.reordered])
        #expect(report.records == 5)
    }

    @Test("A line that is there twice is found", arguments: 0..<4)
    func repeated(index: Int) throws {
        var log = try SampleLog(count: 4)
        log.lines.insert(log.lines[index], at: 3)
        #expect(log.report().faults.map(\.kind) == [.repeated])
    }

    @Test("A line of another log is found")
    func foreign() throws {
        var log = try SampleLog(count: 4)
        log.lines.insert(try SampleLog("gateway/2", count: 3).lines[2], at: 2)
        #expect(log.report().faults.map(\.kind) == [.foreign])
    }

    @Test("A line of nonsense put in is found, and the lines around it are taken as they are")
    func nonsense() throws {
        var log = try SampleLog(count: 4)
        log.lines.insert(Array("{}".utf8), at: 2)
        let report = log.report(acknowledged: log.heads[3])
        #expect(report.faults.map(\.kind) == [.changed])
        #expect(report.records == 4)
    }

    @Test("A changed line beside a missing one: both are found")
    func changedAndMissing() throws {
        var log = try SampleLog(count: 6)
        log.lines[1][4] ^= 1
        log.lines.remove(at: 2)
        #expect(log.report().faults.map(\.kind) == [.changed, .missing])
    }

    @Test("A last line cut at any byte is a fault where it was acknowledged, and a torn tail where it was not")
    func cut() throws {
        let log = try SampleLog(count: 3)
        for length in 1..<log.lines[2].count {
            var cut = log
            cut.lines[2] = Array(log.lines[2].prefix(length))
            #expect(cut.report(acknowledged: log.heads[2], isTerminated: false).faults.map(\.kind) == [.cut])
            #expect(cut.report(isTerminated: false).faults.map(\.kind) == [.cut])
            let torn = cut.report(acknowledged: log.heads[1], isTerminated: false)
            #expect(torn.isWhole)
            #expect(torn.tornTail == AuditPlace(file: "log", line: 3))
        }
    }

    @Test("A crafted line with the greatest number is a fault, not a trap")
    func hugeNumber() throws {
        let log = try SampleLog(count: 2)
        let head = AuditHead(log: log.heads[0].log, sequence: .max - 1, hash: log.heads[1].hash)
        var chain = AuditChain(after: head)
        var crafted = log
        crafted.lines.append(chain.seal(SampleLog.record(3)).dropLast())
        #expect(crafted.report().faults.map(\.kind) == [.changed])
    }
}
