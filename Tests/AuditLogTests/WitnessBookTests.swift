import AuditLog
import Testing

@Suite("What a witness takes of another node's log")
struct WitnessBookTests {
    private let node = "spiffe://dev/gateway/gateway-1"

    private func take(
        _ run: [SignedCheckpoint], _ sample: SampleCheckpoints, into book: inout WitnessBook
    ) throws -> WitnessBook.Outcome {
        try book.take(run, from: node, key: sample.signer.publicKey)
    }

    @Test("A log that goes on is followed, one checkpoint or several at a time, and the latest is kept")
    func follows() throws {
        let sample = try SampleCheckpoints(at: [2, 4, 5, 9])
        var book = WitnessBook()
        #expect(try take([sample.all[0]], sample, into: &book) == .begun(others: []))
        #expect(try take([], sample, into: &book) == .known)
        #expect(try take([sample.all[0]], sample, into: &book) == .known)
        #expect(try take([sample.all[1]], sample, into: &book) == .advanced)
        #expect(try take(Array(sample.all[2...]), sample, into: &book) == .advanced)
        #expect(book.latest == [sample.all[3]])
        #expect(book.newest(of: node) == sample.all[3])
        #expect(book.newest(of: "spiffe://dev/gateway/gateway-2") == nil)
    }

    @Test("A log that was cut off is refused, and what was known of it stays")
    func regression() throws {
        var sample = try SampleCheckpoints()
        var book = WitnessBook()
        _ = try take(sample.all, sample, into: &book)
        #expect(throws: CheckpointRefusal(.regression, "")) { try take([sample.all[1]], sample, into: &book) }
        #expect(book.latest == [sample.all[2]])
        // It goes on from where it was cut, and comes as far as it had.
        let longer = try SampleLog(SampleCheckpoints.name, count: 12)
        try sample.add(longer.heads[11], after: sample.all[1].checkpoint.digest)
        #expect(throws: CheckpointRefusal(.unlinked, "")) { try take([sample.all[3]], sample, into: &book) }
        #expect(book.latest == [sample.all[2]])
    }

    @Test("A log that was written anew is refused, whether or not its checkpoints go back to the one that is known")
    func fork() throws {
        let sample = try SampleCheckpoints()
        var book = WitnessBook()
        _ = try take([sample.all[0]], sample, into: &book)
        var other = sample
        var chain = AuditChain(after: .beginning(of: sample.log.heads[0].log))
        for number in 1...9 { _ = chain.seal(SampleLog.record(100 + number)) }
        try other.add(AuditHead(log: chain.head.log, sequence: 2, hash: chain.head.hash), after: AuditCheckpoint.none)
        let anew = try #require(other.all.last)
        #expect(throws: CheckpointRefusal(.fork, "")) { try take([anew], sample, into: &book) }
        try other.add(chain.head)
        #expect(throws: CheckpointRefusal(.fork, "")) {
            try take(Array(other.all.suffix(2)), sample, into: &book)
        }
        #expect(throws: CheckpointRefusal(.unlinked, "")) { try take([other.all[4]], sample, into: &book) }
        #expect(book.latest == [sample.all[0]])
    }

    @Test("A node speaks for itself alone, of its own log alone, with its own key alone")
    func forged() throws {
        let sample = try SampleCheckpoints()
        var book = WitnessBook()
        let refused = CheckpointRefusal(.forged, "")
        #expect(throws: refused) {
            try book.take(sample.all, from: "spiffe://dev/gateway/gateway-2", key: sample.signer.publicKey)
        }
        #expect(throws: refused) { try book.take(sample.all, from: node, key: SampleSigner().publicKey) }
        let foreign = try SampleCheckpoints(try SampleLog("hub-hub-1/1", count: 2), at: [2])
        #expect(throws: refused) { try book.take(foreign.all, from: node, key: foreign.signer.publicKey) }
        #expect(book.latest.isEmpty)
    }

    @Test("Checkpoints of one message have to follow on each other")
    func linked() throws {
        let sample = try SampleCheckpoints(at: [1, 2, 3])
        var book = WitnessBook()
        for run in [[0, 2], [1, 0], [0, 0]] {
            #expect(throws: CheckpointRefusal(.malformed, "")) {
                try take(run.map { sample.all[$0] }, sample, into: &book)
            }
        }
    }

    @Test("Another log of a node is kept beside the one before, and says so; not without limit")
    func another() throws {
        let sample = try SampleCheckpoints(at: [9])
        var book = WitnessBook()
        _ = try take(sample.all, sample, into: &book)
        var known = sample.all
        for number in 2...WitnessBook.logsOfNode {
            let next = try SampleCheckpoints(
                try SampleLog("gateway-gateway-1/\(number)", count: 1), at: [1], signer: sample.signer)
            #expect(try take(next.all, sample, into: &book) == .begun(others: known))
            known += next.all
        }
        #expect(book.latest == known)
        let last = try SampleCheckpoints(try SampleLog("gateway-gateway-1/x", count: 1), at: [1], signer: sample.signer)
        #expect(throws: CheckpointRefusal(.tooManyLogs, "")) { try take(last.all, sample, into: &book) }
    }
}
