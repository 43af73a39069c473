import ByteCoding
import Groups
import KeyGeneration
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("What members and coordinator of a key generation refuse")
struct RefusalTests {
    private typealias Run = CeremonyRun<Ristretto255>

    /// Who is to find the fault: the members refuse first, unless the coordinator's copy alone is bad.
    enum Judge: CaseIterable, Sendable { case members, coordinator }

    private let ceremony: SampleCeremony
    private let culprit: ShareIndex

    init() throws {
        ceremony = try .repeatable(Threshold(quorum: 3, of: 4), seed: Seed(31))
        culprit = try ShareIndex(2)
    }

    /// The error where the culprit's message of a round has another body, signed by it.
    private func error(
        _ judge: Judge = .members, round: Int, _ change: (SignedMessage) throws -> [UInt8]
    ) throws -> CeremonyError? {
        #expect(throws: CeremonyError.self) {
            _ = try Run(ceremony) { delivery in
                guard delivery.round == round, delivery.sender == culprit,
                    judge == .members ? delivery.recipient != culprit : delivery.recipient == nil
                else { return delivery.message }
                return try ceremony.signed(change(delivery.message), by: culprit)
            }.certified()
        }
    }

    /// The error where the culprit promises and reveals other commitments.
    private func error(revealing change: ([[UInt8]]) -> [[UInt8]]) throws -> CeremonyError? {
        let honest = try Run(ceremony)
        let commitments = change(
            try Forgery.parts(ofRevelation: honest.rounds[1][culprit.value - 1], quorum: 3).commitments)
        let promise = Forgery.promise(ceremony.parameters, member: culprit, commitments: commitments)
        return #expect(throws: CeremonyError.self) {
            _ = try Run(ceremony) { delivery in
                guard delivery.sender == culprit, delivery.round < 3 else { return delivery.message }
                if delivery.round == 1 {
                    return try ceremony.signed(
                        Forgery.announcement(delivery.message, promising: promise), by: culprit)
                }
                let (_, proof, response) = try Forgery.parts(ofRevelation: delivery.message, quorum: 3)
                return try ceremony.signed(
                    Forgery.header(of: delivery.message)
                        + Forgery.revelation(commitments: commitments, proof: proof, response: response), by: culprit)
            }.certified()
        }
    }

    @Test(
        "trap 3: fewer or more commitments than the quorum, promised and revealed, are refused",
        arguments: [0, 1, 2, 4, 5, 20])
    func commitmentCount(count: Int) throws {
        let error = try error { honest in
            (0..<count).map { $0 < honest.count ? honest[$0] : Element<Ristretto255>.generator.bytes }
        }
        #expect(error?.code == .badCommitments && error?.culprit == culprit)
    }

    /// Every member signs what makes the coordinator look at the first one's commitments; honest members would not.
    @Test("trap 3: the coordinator's own copy of the check refuses them too", arguments: [0, 1, 2, 4, 20])
    func coordinatorsCopy(count: Int) throws {
        let first = try ShareIndex(1)
        let honest = try Run(ceremony).rounds
        let commitments = (0..<count).map { _ in Element<Ristretto255>.generator.bytes }
        let promise = Forgery.promise(ceremony.parameters, member: first, commitments: commitments)
        var announcements = honest[0]
        announcements[0] = try ceremony.signed(
            Forgery.announcement(announcements[0], promising: promise), by: first)
        let session = Forgery.session(ceremony.parameters, announcements)
        let revelations = try zip(ceremony.indices, honest[1]).map { member, message in
            let payload =
                member == first
                ? Forgery.revelation(commitments: commitments, proof: [], response: []) : Forgery.payload(of: message)
            return try ceremony.signed(
                Forgery.header(session: session, round: 2, sender: member) + payload, by: member)
        }
        let error = #expect(throws: CeremonyError.self) {
            try KeyGenerationRecord<Ristretto255>(
                parameters: ceremony.parameters, rounds: [announcements, revelations, honest[2]])
        }
        #expect(error?.code == .badCommitments && error?.culprit == first)
    }

    @Test("commitments other than promised are refused", arguments: Judge.allCases)
    func brokenPromise(judge: Judge) throws {
        let error = try error(judge, round: 2) { message in
            let (commitments, proof, response) = try Forgery.parts(ofRevelation: message, quorum: 3)
            let changed = [commitments[0], commitments[2], commitments[1]]
            return Forgery.header(of: message)
                + Forgery.revelation(commitments: changed, proof: proof, response: response)
        }
        #expect(error?.code == .badCommitments && error?.culprit == culprit)
    }

    @Test("trap 18: a constant that is the identity, or a commitment that is no element, is refused", arguments: 0..<3)
    func badElements(position: Int) throws {
        for bad in [[UInt8](repeating: 0xff, count: 32), [1, 2], [], [1] + [UInt8](repeating: 0, count: 31)] {
            let error = try error { honest in
                var changed = honest
                changed[position] = bad
                return changed
            }
            #expect(error?.code == .badCommitments && error?.culprit == culprit)
        }
        if position == 0 {
            let error = try error { [Element<Ristretto255>.identity.bytes] + $0.dropFirst() }
            #expect(error?.code == .badCommitments && error?.culprit == culprit)
        }
    }

    @Test("trap 11: a proof with the identity or a number that is not reduced is refused", arguments: Judge.allCases)
    func malformedProof(judge: Judge) throws {
        for (proof, response) in [
            ([UInt8](repeating: 0, count: 32), nil), (nil, Field25519.order), (nil, []), ([], nil),
        ] as [([UInt8]?, [UInt8]?)] {
            let error = try error(judge, round: 2) { message in
                let honest = try Forgery.parts(ofRevelation: message, quorum: 3)
                return Forgery.header(of: message)
                    + Forgery.revelation(
                        commitments: honest.commitments, proof: proof ?? honest.proof,
                        response: response ?? honest.response)
            }
            #expect(error?.code == .badProof && error?.culprit == culprit)
        }
    }

    @Test("trap 11: a byte after the end of a message is refused", arguments: 1...3, Judge.allCases)
    func trailingBytes(round: Int, judge: Judge) throws {
        let error = try error(judge, round: round) { $0.body + [0] }
        #expect(error?.code == .badMessage && error?.culprit == culprit)
    }

    @Test("trap 26: lists longer than a committee can be are refused", arguments: Judge.allCases)
    func oversizeLists(judge: Judge) throws {
        let long = [[UInt8]](repeating: Element<Ristretto255>.generator.bytes, count: 21)
        let longest = [[UInt8]](repeating: long[0], count: ReplicatedSubsets.limit + 1)
        let revelation = try error(judge, round: 2) {
            Forgery.header(of: $0) + Forgery.revelation(commitments: longest, proof: [], response: [])
        }
        #expect(revelation?.code == .badMessage && revelation?.culprit == culprit)
        let dealing = try error(judge, round: 3) { Forgery.header(of: $0) + Forgery.list(long) }
        #expect(dealing?.code == .badMessage && dealing?.culprit == culprit)
        let huge = try error(judge, round: 3) { Forgery.header(of: $0) + [0xff, 0xff, 0xff, 0xff] }
        #expect(huge?.code == .badMessage && huge?.culprit == culprit)
    }

    @Test("a dealing to more or fewer members than there are is refused", arguments: [0, 1, 3, 5], Judge.allCases)
    func dealingCount(count: Int, judge: Judge) throws {
        let error = try error(judge, round: 3) {
            Forgery.header(of: $0) + Forgery.list([[UInt8]](repeating: [1], count: count))
        }
        #expect(error?.code == .badMessage && error?.culprit == culprit)
    }
}
