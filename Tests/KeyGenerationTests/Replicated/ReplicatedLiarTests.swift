import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("Who breaks a generation of replicated keys is named")
struct ReplicatedLiarTests {
    private func ceremony() throws -> SampleCeremony {
        try .enrolled(Threshold(quorum: 3, of: 5), suite: .replicatedAES)
    }

    private func expect(
        _ code: CeremonyError.Code, culprit: Int?, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () throws -> Void
    ) throws {
        let error = #expect(throws: CeremonyError.self, sourceLocation: sourceLocation) { try body() }
        #expect(error?.code == code && error?.culprit?.value == culprit, sourceLocation: sourceLocation)
    }

    @Test(
        "a dealer of wrong contributions is named by every judge", arguments: [1, 3, 5],
        [LyingSealing.Lie.wrongShares, .noScalars, .garbage])
    func dealer(dealer: Int, lie: LyingSealing.Lie) throws {
        let liar = try ShareIndex(dealer)
        let run = try ReplicatedCeremonyRun(ceremony().lying(liar, lie))
        #expect(Array(run.shares.keys) == [liar])
        #expect(try run.record().hasComplaints(run.verdicts))
        #expect(throws: CeremonyError(.badShare, "")) { try run.certified() }
        for judge in run.ceremony.indices {
            #expect(try run.record().culprits(run.verdicts, sealing: run.ceremony.identity(judge).sealing) == [liar])
        }
    }

    @Test("who complains of an honest dealer is named", arguments: [LyingSealing.Lie.blind, .falseEvidence])
    func complainer(lie: LyingSealing.Lie) throws {
        let liar = try ShareIndex(2)
        let run = try ReplicatedCeremonyRun(ceremony().lying(liar, lie))
        for judge in run.ceremony.indices where judge != liar {
            #expect(try run.record().culprits(run.verdicts, sealing: run.ceremony.identity(judge).sealing) == [liar])
        }
    }

    /// Bytes that a member signs in the place of its own message.
    private func forged(
        round: Int, _ change: @escaping ([UInt8]) -> [UInt8]
    ) throws -> () throws -> Void {
        let ceremony = try ceremony()
        let liar = try ShareIndex(4)
        return {
            let run = try ReplicatedCeremonyRun(ceremony) { at, sender, message in
                at == round && sender == liar ? try ceremony.signed(change(message.body), by: sender) : message
            }
            _ = try run.certified()
        }
    }

    @Test("other commitments than were promised, by whichever message is changed")
    func promise() throws {
        try expect(.badCommitments, culprit: 4, forged(round: 1) { $0.dropLast() + [$0[$0.count - 1] ^ 1] })
        // The last commitment ends before the two empty fields of the proof.
        try expect(
            .badCommitments, culprit: 4,
            forged(round: 2) { body in
                var body = body
                body[body.count - 9] ^= 1
                return body
            })
    }

    @Test("trap 13: a proof that nothing asks for is refused")
    func proof() throws {
        try expect(.badCommitments, culprit: 4, forged(round: 2) { Array($0.dropLast(4)) + [0, 0, 0, 1, 7] })
    }

    @Test("a certificate over another transcript is a split view, under another signature none")
    func verdict() throws {
        try expect(
            .split, culprit: 4,
            forged(round: 4) { body in
                var body = body
                body[body.count - 96] ^= 1
                return body
            })
        try expect(
            .badSignature, culprit: 4,
            forged(round: 4) { body in
                var body = body
                body[body.count - 1] ^= 1
                return body
            })
    }

    @Test("mutation test: no bit of the first three rounds can be changed under way", arguments: 1...3)
    func mutations(round: Int) throws {
        let ceremony = try SampleCeremony.repeatable(Threshold(quorum: 2, of: 3), suite: .replicatedAES)
        let honest = try ReplicatedCeremonyRun(ceremony)
        let length = honest.rounds[round - 1][1].body.count
        for position in stride(from: 0, to: length, by: 7) {
            let error = #expect(throws: CeremonyError.self) {
                _ = try ReplicatedCeremonyRun(ceremony) { at, sender, message in
                    guard at == round, sender.value == 2 else { return message }
                    var body = message.body
                    body[position] ^= 1 << UInt8(position % 8)
                    return SignedMessage(body: body, signature: message.signature)
                }.certified()
            }
            #expect(error?.culprit?.value == 2, "byte \(position)")
        }
    }
}
