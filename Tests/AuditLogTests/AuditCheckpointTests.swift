import AuditLog
import ByteCoding
import Testing

@Suite("Audit checkpoints")
struct AuditCheckpointTests {
    @Test("A checkpoint is signed by its node over every byte of it, and no other bytes decode to it")
    func signature() throws {
        let sample = try SampleCheckpoints()
        let signed = sample.all[1]
        #expect(signed.isSigned(by: sample.signer.publicKey))
        #expect(!signed.isSigned(by: SampleSigner().publicKey))
        let bytes = signed.encoded
        #expect(try SignedCheckpoint(decoding: bytes) == signed)
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 1
            guard let other = try? SignedCheckpoint(decoding: changed) else { continue }
            #expect(!other.isSigned(by: sample.signer.publicKey), "byte \(position)")
        }
        #expect(throws: ByteCodingError.self) { try SignedCheckpoint(decoding: bytes + [0]) }
    }

    @Test("A line is read in its one rendering only")
    func line() throws {
        let signed = try SampleCheckpoints().all[0]
        let line = signed.line.dropLast()
        #expect(SignedCheckpoint(line: line) == signed)
        #expect(SignedCheckpoint(line: String(decoding: line, as: UTF8.self).uppercased().utf8) == nil)
        #expect(SignedCheckpoint(line: line.dropLast(2)) == nil)
        #expect(SignedCheckpoint(line: line + [UInt8(ascii: "0")]) == nil)
        #expect(SignedCheckpoint(line: [UInt8](repeating: UInt8(ascii: "0"), count: 1 << 20)) == nil)
    }

    @Test("A checkpoint is of its node's log by the log's name")
    func name() throws {
        let sample = try SampleCheckpoints()
        #expect(sample.all[0].checkpoint.isOfItsNode)
        let other = try SampleCheckpoints(signer: SampleSigner("spiffe://dev/gateway/gateway-2"))
        #expect(!other.all[0].checkpoint.isOfItsNode)
        let longer = try SampleCheckpoints(signer: SampleSigner("spiffe://dev/gateway/gateway"))
        #expect(!longer.all[0].checkpoint.isOfItsNode)
        let deeper = try SampleCheckpoints(signer: SampleSigner("spiffe://dev/gateway/gateway-1/x"))
        #expect(!deeper.all[0].checkpoint.isOfItsNode)
    }

    @Test(
        "A checkpoint is due after so many records or so much time, and never where nothing was added",
        arguments: [(0, 1e9, false), (1, 59, false), (1, 60, true), (999, 0, false), (1_000, 0, true)])
    func schedule(added: UInt64, waited: Double, isDue: Bool) {
        #expect(CheckpointSchedule.standard.isDue(added: added, waited: waited) == isDue)
    }
}
