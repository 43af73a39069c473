import Groups
import KeyGeneration
import SecretSharing
import TestSupport
import Testing

@Suite("Complaints name who lied")
struct ComplaintTests {
    private static let threshold = (quorum: 3, count: 5)

    private func ceremony() throws -> SampleCeremony {
        try .enrolled(Threshold(quorum: Self.threshold.quorum, of: Self.threshold.count))
    }

    private func judgements(_ run: CeremonyRun<Ristretto255>) throws -> [[Int]] {
        try run.ceremony.indices.map { try run.culprits(judge: $0).map(\.value) }
    }

    private func expectComplaint(_ run: CeremonyRun<Ristretto255>, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        #expect(try run.record().hasComplaints(run.verdicts), sourceLocation: sourceLocation)
        let error = #expect(throws: CeremonyError.self, sourceLocation: sourceLocation) { try run.certified() }
        #expect(error?.code == .badShare, sourceLocation: sourceLocation)
    }

    @Test(
        "a dealer of wrong shares is named by every judge", arguments: [1, 3, 5],
        [LyingSealing.Lie.wrongShares, .noScalars, .garbage])
    func lyingDealer(dealer: Int, lie: LyingSealing.Lie) throws {
        let liar = try ShareIndex(dealer)
        let run = try CeremonyRun<Ristretto255>(ceremony().lying(liar, lie))
        try expectComplaint(run)
        // Nobody but the liar itself has a share to store.
        #expect(Array(run.shares.keys) == [liar])
        for judgement in try judgements(run) { #expect(judgement == [dealer]) }
    }

    @Test("who complains of an honest dealer is named by every judge", arguments: [1, 2, 5])
    func falseComplaint(complainer: Int) throws {
        let liar = try ShareIndex(complainer)
        let run = try CeremonyRun<Ristretto255>(ceremony().lying(liar, .blind))
        try expectComplaint(run)
        let honest = try judgements(run).enumerated().filter { $0.offset != complainer - 1 }.map(\.element)
        #expect(honest == [[Int]](repeating: [complainer], count: 4))
    }

    @Test("who shows another private key than the one it announced is named itself")
    func falseEvidence() throws {
        let liar = try ShareIndex(2)
        let run = try CeremonyRun<Ristretto255>(ceremony().lying(liar, .falseEvidence))
        try expectComplaint(run)
        let honest = try judgements(run).enumerated().filter { $0.offset != 1 }.map(\.element)
        #expect(honest == [[Int]](repeating: [2], count: 4))
    }

    @Test("two dealers that lie are both named, where their recipients complain of them")
    func twoLiars() throws {
        let run = try CeremonyRun<Ristretto255>(
            ceremony().lying(ShareIndex(1), .wrongShares).lying(ShareIndex(4), .garbage))
        try expectComplaint(run)
        let judgements = try judgements(run)
        // Everyone complains of the first that it finds, and 1 of 4.
        #expect(judgements == [[Int]](repeating: [1, 4], count: 5))
    }

    @Test(
        "trap 29: a complaint of oneself, of a stranger or with an impossible key convicts its sender",
        arguments: [2, 4, 20])
    func absurdComplaint(accused: Int) throws {
        let ceremony = try SampleCeremony.enrolled(Threshold(quorum: 2, of: 3))
        let complainer = try ShareIndex(2)
        let run = try CeremonyRun<Ristretto255>(ceremony) { delivery in
            guard delivery.round == 4, delivery.sender == complainer else { return delivery.message }
            return try ceremony.signed(
                Forgery.header(of: delivery.message) + [2, UInt8(accused)] + [UInt8](repeating: 0, count: 32),
                by: complainer)
        }
        try expectComplaint(run)
        for judge in ceremony.indices { #expect(try run.culprits(judge: judge) == [complainer]) }
    }

    @Test("nobody is convicted where nobody complains")
    func noComplaint() throws {
        let run = try CeremonyRun<Ristretto255>(ceremony())
        #expect(try !run.record().hasComplaints(run.verdicts))
        #expect(try judgements(run) == [[Int]](repeating: [], count: 5))
    }
}
