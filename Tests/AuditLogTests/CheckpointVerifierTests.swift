import AuditLog
import Testing

@Suite("A log held against its checkpoints")
struct CheckpointVerifierTests {
    private func kinds(_ faults: [AuditFault]) -> [AuditFault.Kind] { faults.map(\.kind) }

    @Test("A log with its checkpoints is whole, with and without a witness, and also where records came since")
    func whole() throws {
        let sample = try SampleCheckpoints(count: 12)
        var history = try sample.history()
        history.compare(sample.promises)
        let report = sample.log.report(CheckpointEvidence(history: history, witnessed: sample.promises))
        #expect(report.isWhole, "\(report.faults)")
        #expect(report.checkpoints.count == 3)
        #expect(report.checkpoints.newest?.head.sequence == 9)
        #expect(report.checkpoints.witnesses == ["hub-1"])
        #expect(report.checkpoints.unchecked == 0)
    }

    @Test("A log that ends before a checkpoint is found, by its own or by a witness's, and both are named")
    func truncated() throws {
        let sample = try SampleCheckpoints()
        let cut = sample.log.cut(to: 6)
        let own = cut.report(CheckpointEvidence(history: try sample.history()))
        #expect(kinds(own.faults) == [.truncated])
        let said = try #require(own.faults.first).message
        #expect(said.contains("ends at record 6"))
        #expect(said.contains("has record 9, in audit.checkpoints"))
        // The checkpoints were cut off with it.
        let kept = Array(sample.all.prefix(2))
        #expect(cut.report(CheckpointEvidence(history: try sample.history(kept))).isWhole)
        var history = try sample.history(kept)
        history.compare(sample.promises)
        let witnessed = cut.report(CheckpointEvidence(history: history, witnessed: sample.promises))
        #expect(kinds(witnessed.faults) == [.truncated, .truncated])
        #expect(witnessed.faults.allSatisfy { $0.message.contains("witnessed by hub-1") })
    }

    @Test("A log that was written anew with a good chain is found at the record that a checkpoint has")
    func rewritten() throws {
        let sample = try SampleCheckpoints()
        var anew = sample.log
        var chain = AuditChain(after: sample.log.heads[3])
        for number in 5...9 {
            anew.lines[number - 1] = chain.seal(SampleLog.record(100 + number)).dropLast()
            anew.heads[number - 1] = chain.head
        }
        #expect(anew.report(.none).isWhole)
        let report = anew.report(CheckpointEvidence(history: try sample.history()))
        #expect(kinds(report.faults) == [.rewritten, .rewritten])
        #expect(report.faults.map(\.place.line) == [5, 9])
        // With checkpoints of its own that are signed by the node's key, too.
        let other = try SampleCheckpoints(anew, at: [2, 5, 9], signer: sample.signer)
        #expect(anew.report(CheckpointEvidence(history: try other.history())).isWhole)
        var history = try other.history()
        history.compare(sample.promises)
        let witnessed = anew.report(CheckpointEvidence(history: history, witnessed: sample.promises))
        #expect(kinds(witnessed.faults) == [.rewritten, .rewritten, .forked, .forked])
    }

    @Test(
        "A forged checkpoint that another node was given is missed where the log has one of the same record in its place"
    )
    func substituted() throws {
        let sample = try SampleCheckpoints(at: [2, 5])
        var anew = sample.log
        var chain = AuditChain(after: sample.log.heads[3])
        for number in 5...9 {
            anew.lines[number - 1] = chain.seal(SampleLog.record(100 + number)).dropLast()
            anew.heads[number - 1] = chain.head
        }
        // The witness had the checkpoint of record 5, and takes one of the new record 9 that goes back to it.
        var given = sample
        try given.add(anew.heads[8], after: sample.all[1].checkpoint.digest)
        let promise = CheckpointPromise(given.all[2].checkpoint, witness: "hub-1")
        // In the folder is one of that record too, with which the old one is not needed.
        let other = try SampleCheckpoints(anew, at: [2, 9], signer: sample.signer)
        var history = try other.history()
        #expect(history.faults.isEmpty)
        history.compare([promise])
        #expect(kinds(anew.report(CheckpointEvidence(history: history, witnessed: [promise])).faults).contains(.forked))
    }

    @Test("Checkpoints that are missing, moved, changed, of another log or not signed by the node are found")
    func history() throws {
        let sample = try SampleCheckpoints(at: [1, 3, 5, 9])
        #expect(try sample.history().faults.isEmpty)
        let all = sample.all
        #expect(kinds(try sample.history([all[0], all[2], all[3]]).faults) == [.missing])
        #expect(kinds(try sample.history(Array(all[1...])).faults) == [.missing])
        #expect(kinds(try sample.history([all[0], all[2], all[1], all[3]]).faults) == [.missing, .forked, .forked])
        #expect(kinds(try sample.history([all[0], all[1], all[1]]).faults) == [.forked])
        var forked = sample
        try forked.add(try SampleLog(SampleCheckpoints.name, count: 11).heads[10], after: all[1].checkpoint.digest)
        #expect(kinds(try sample.history(forked.all).faults) == [.forked])

        var changed = try sample.history([all[0]])
        changed.read(Array("abc".utf8)[...])
        #expect(kinds(changed.faults) == [.changed])
        let stranger = try SampleCheckpoints(sample.log, at: [1])
        #expect(kinds(try sample.history(stranger.all).faults) == [.forged])
        let foreign = try SampleCheckpoints(
            try SampleLog("gateway-gateway-1/2", count: 1), at: [1], signer: sample.signer)
        #expect(kinds(try sample.history(foreign.all).faults) == [.foreign])
    }

    @Test("A half-written last checkpoint is no fault, and signatures without a key are counted")
    func torn() throws {
        let sample = try SampleCheckpoints()
        var history = CheckpointHistory(of: nil) { _ in nil }
        history.read(sample.all[0].line.dropLast()[...])
        history.read(sample.all[1].line.prefix(100), isTerminated: false)
        #expect(history.faults.isEmpty)
        #expect(history.isTorn)
        #expect(history.unchecked == 1)
        #expect(history.checkpoints.count == 1)
    }

    @Test("A log that was closed has a checkpoint at its end")
    func closed() throws {
        let sample = try SampleCheckpoints(at: [2, 5])
        let evidence = CheckpointEvidence(history: try sample.history())
        #expect(sample.log.report(evidence).isWhole)
        #expect(kinds(sample.log.report(evidence, isClosed: true).faults) == [.truncated])
        let whole = try SampleCheckpoints()
        #expect(whole.log.report(CheckpointEvidence(history: try whole.history()), isClosed: true).isWhole)
    }

    @Test("Checkpoints that are gone are missed where the log or a witness knows of them, and else are none")
    func gone() throws {
        let sample = try SampleCheckpoints()
        #expect(sample.log.report(.none, isClosed: true).isWhole)
        let witnessed = sample.log.report(CheckpointEvidence(history: nil, witnessed: sample.promises))
        #expect(kinds(witnessed.faults) == [.missing])

        var log = try SampleLog(SampleCheckpoints.name, count: 2)
        var chain = AuditChain(after: log.heads[1])
        var begun = SampleLog.record(3)
        begun.source = "audit.quorate"
        begun.name = AuditRecord.checkpointsName
        for _ in 1...2 {
            log.lines.append(chain.seal(begun).dropLast())
            log.heads.append(chain.head)
        }
        #expect(kinds(log.cut(to: 3).report(.none).faults) == [.missing])
        let own = try SampleCheckpoints(log, at: [3])
        #expect(log.cut(to: 3).report(CheckpointEvidence(history: try own.history())).isWhole)
        #expect(kinds(log.report(CheckpointEvidence(history: try own.history())).faults) == [.missing])
    }

    @Test("Another log of the node that a witness knows of is missed, by name")
    func lost() throws {
        let sample = try SampleCheckpoints()
        let report = try SampleLog("gateway-gateway-1/2", count: 1)
            .report(CheckpointEvidence(history: nil, lost: [sample.promises[2]]))
        #expect(kinds(report.faults) == [.missing])
        let said = try #require(report.faults.first).message
        #expect(said.contains("gateway-gateway-1/1"))
        #expect(said.contains("record 9"))
    }
}
