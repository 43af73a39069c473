import SecretSharing
import TestSupport
import Testing
import ThresholdCrypto

@Suite("The cross-check of replicated values")
struct CrossCheckTests {
    private static let input = Array("an input".utf8)
    private static let thresholds = [(2, 3), (3, 5), (3, 7), (4, 7)].compactMap {
        try? Threshold(quorum: $0.0, of: $0.1)
    }

    /// What a lie adds to the values: colluders add the same.
    private static func lie(_ subset: Int) -> [UInt8] { [UInt8](repeating: UInt8(1 + subset % 255), count: 32) }

    /// The answers of a whole committee of which some lie alike, in those subsets that `isTouched` picks.
    private func answers(
        _ sharing: SampleReplication, _ members: [ShareIndex], liars: [ShareIndex],
        in isTouched: (Int) -> Bool = { _ in true }
    ) -> [ShareIndex: [UInt8]] {
        var answers = sharing.values(members, input: Self.input)
        for liar in liars {
            guard var values = answers[liar] else { continue }
            for (position, subset) in sharing.subsets.held(by: liar).enumerated() where isTouched(subset) {
                for (byte, change) in Self.lie(subset).enumerated() { values[position * 32 + byte] ^= change }
            }
            answers[liar] = values
        }
        return answers
    }

    @Test("up to k - 1 colluders among 2k - 1 responders get no wrong sum, wherever they sit and whatever they touch")
    func colluders() throws {
        for threshold in Self.thresholds {
            let sharing = try SampleReplication(threshold, random: SeededRandom(1))
            let members = Array(ShareIndex.all(of: threshold).prefix(2 * threshold.quorum - 1))
            let right = sharing.sum(members, input: Self.input)
            for count in 1..<threshold.quorum {
                for liars in members.subsets(of: count) {
                    for touched in sharing.subsets.all.indices {
                        let check = try CrossCheck(
                            sharing.subsets, answers: answers(sharing, members, liars: liars) { $0 == touched })
                        #expect(check.sum == nil || check.sum == right, "\(threshold) \(liars) \(touched)")
                        #expect(check.liars.isSubset(of: MemberSet(liars)), "\(threshold) \(liars) \(touched)")
                        #expect(check.sum != nil || check.suspects.intersection(MemberSet(liars)).count > 0)
                    }
                }
            }
        }
    }

    @Test("one that lies everywhere is named, and the others' sum is right", arguments: thresholds)
    func named(threshold: Threshold) throws {
        let sharing = try SampleReplication(threshold, random: SeededRandom(2))
        let members = ShareIndex.all(of: threshold)
        for liar in members {
            let check = try CrossCheck(sharing.subsets, answers: answers(sharing, members, liars: [liar]))
            #expect(check.liars == MemberSet([liar]) && check.suspects.count == 0)
            #expect(check.sum == sharing.sum(members, input: Self.input))
        }
    }

    @Test("two of 3-of-5 that lie everywhere, not alike, are both named; colluders at least do no harm")
    func two() throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let sharing = try SampleReplication(threshold, random: SeededRandom(3))
        let members = ShareIndex.all(of: threshold)
        for liars in members.subsets(of: 2) {
            var apart = answers(sharing, members, liars: liars)
            apart[liars[0]] = apart[liars[0]]?.map { $0 ^ 0x80 }
            let named = try CrossCheck(sharing.subsets, answers: apart)
            #expect(named.liars == MemberSet(liars) && named.sum == sharing.sum(members, input: Self.input))
            let alike = try CrossCheck(sharing.subsets, answers: answers(sharing, members, liars: liars))
            #expect(alike.liars.isSubset(of: MemberSet(liars)))
        }
    }

    @Test("in 3-of-5 a lie in one subset makes its three holders suspects, and blames nobody")
    func suspects() throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let sharing = try SampleReplication(threshold, random: SeededRandom(4))
        let members = ShareIndex.all(of: threshold)
        for liar in members {
            for subset in sharing.subsets.held(by: liar) {
                let check = try CrossCheck(
                    sharing.subsets, answers: answers(sharing, members, liars: [liar]) { $0 == subset })
                #expect(check.sum == nil && check.liars.count == 0)
                #expect(check.suspects == sharing.subsets.all[subset])
            }
        }
    }

    @Test("with more than k - 1 liars nobody is blamed and nothing agreed, also not by a majority of them")
    func beyond() throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        let sharing = try SampleReplication(threshold, random: SeededRandom(5))
        let members = ShareIndex.all(of: threshold)
        var answers = sharing.values(members, input: Self.input)
        for (ordinal, member) in members.enumerated() { answers[member] = answers[member]?.map { $0 ^ UInt8(ordinal) } }
        let check = try CrossCheck(sharing.subsets, answers: answers)
        #expect(check.sum == nil && check.liars.count == 0 && check.suspects == MemberSet(members))
    }

    @Test("2k - 1 responders show k - 1 colluders, k + 1 show one, k none", arguments: thresholds)
    func detectable(threshold: Threshold) throws {
        let sharing = try SampleReplication(threshold, random: SeededRandom(6))
        for count in threshold.quorum...threshold.count {
            let members = Array(ShareIndex.all(of: threshold).prefix(count))
            let check = try CrossCheck(sharing.subsets, answers: sharing.values(members, input: Self.input))
            #expect(check.detectable == count - threshold.quorum && check.possible == threshold.quorum - 1)
            // So many colluders that are all of a subset's responders, and one fewer.
            for colluders in [check.detectable, check.detectable + 1] where (1..<threshold.quorum).contains(colluders) {
                let unseen = try members.subsets(of: colluders).contains { liars in
                    try sharing.subsets.all.indices.contains { subset in
                        let answers = answers(sharing, members, liars: liars) { $0 == subset }
                        let check = try CrossCheck(sharing.subsets, answers: answers)
                        return check.sum != nil && check.sum != sharing.sum(members, input: Self.input)
                    }
                }
                #expect(unseen == (colluders > check.detectable), "\(count) responders, \(colluders) colluders")
            }
        }
    }

    @Test("the quorums that decryption tries are right where they are honest, and show who contradicts them")
    func quorums() throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let sharing = try SampleReplication(threshold, random: SeededRandom(7))
        let members = ShareIndex.all(of: threshold)
        let liar = members[1]
        let check = try CrossCheck(
            sharing.subsets,
            answers: answers(sharing, members, liars: [liar]) { $0 == sharing.subsets.held(by: liar)[0] })
        for quorum in members.subsets(of: 3).map({ MemberSet($0) }) where !quorum.contains(liar) {
            #expect(check.sum(of: quorum) == sharing.sum(members, input: Self.input))
            #expect(check.members(contradicting: quorum).isSubset(of: MemberSet([liar])))
        }
        #expect(check.sum(of: MemberSet(members.prefix(2))) == nil)
    }

    @Test("trap 29: values of another length are refused", arguments: [0, 1, 191, 193])
    func lengths(count: Int) throws {
        let sharing = try SampleReplication(Threshold(quorum: 3, of: 5), random: SeededRandom(8))
        #expect(throws: SharingError(.wrongCount, "")) {
            try CrossCheck(sharing.subsets, answers: [ShareIndex(1): [UInt8](repeating: 0, count: count)])
        }
    }
}
