package import SecretSharing

/// What several members' values say together about one evaluation of the replicated-key PRF: its sum where they agree, and
/// otherwise who lied, as far as it shows.
///
/// At most k - 1 members lie. So a member that contradicts k others does, whoever those are; and where no such thing shows,
/// the majority is not asked: two colluders would outvote one honest holder.
package struct CrossCheck: Sendable {
    private let subsets: ReplicatedSubsets
    private let answers: [ShareIndex: [UInt8]]
    private let responders: MemberSet
    /// Members that contradict so many others that they must have lied.
    package let liars: MemberSet
    /// Members of whom some lied, and nothing shows which; empty where those who are left agree.
    package let suspects: MemberSet
    /// The sum of all values, 32 bytes; nil where there are ``suspects``, or fewer than k members that did not lie.
    package let sum: [UInt8]?

    /// - Parameter answers: by member, the values of its subsets as ``ReplicatedEvaluation/values(_:)`` gives them.
    /// - Throws: `SharingError` with `.wrongCount` where an answer has another length.
    package init(_ subsets: ReplicatedSubsets, answers: [ShareIndex: [UInt8]]) throws(SharingError) {
        let length = ReplicatedSubsets.heldCount(subsets.threshold) * ReplicatedPRF.valueCount
        for (member, values) in answers where values.count != length {
            throw SharingError(.wrongCount, "member \(member) gave \(values.count) bytes of values, not \(length)")
        }
        self.subsets = subsets
        self.answers = answers
        responders = MemberSet(answers.keys)
        let quorum = subsets.threshold.quorum
        let none = MemberSet(mask: 0)
        if let sum = StatedValues(subsets, answers, of: responders)?.sum {
            (liars, suspects, self.sum) = (none, none, responders.count >= quorum ? sum : nil)
            return
        }
        let contradictions = Contradictions(subsets, answers)
        let proven = contradictions.liars(quorum: quorum)
        let trusted = responders.subtracting(proven)
        let doubtful = contradictions.members(among: trusted)
        // More liars than k - 1: what was concluded from there being fewer is void.
        let isVoid = doubtful.count > 0 && proven.count == quorum - 1
        liars = isVoid ? none : proven
        suspects = isVoid ? contradictions.members(among: responders) : doubtful
        sum =
            doubtful.count == 0 && trusted.count >= quorum ? StatedValues(subsets, answers, of: trusted)?.sum : nil
    }

    /// How many colluders would have been seen if they had lied alike.
    package var detectable: Int { max(0, responders.count - liars.count - subsets.threshold.quorum) }

    /// How many colluders there may be besides the liars that are known.
    package var possible: Int { max(0, subsets.threshold.quorum - 1 - liars.count) }

    /// The sum that k members alone give, where they do not contradict each other: what decryption can try.
    package func sum(of quorum: MemberSet) -> [UInt8]? {
        guard quorum.isSubset(of: responders), quorum.count >= subsets.threshold.quorum else { return nil }
        return StatedValues(subsets, answers, of: quorum)?.sum
    }

    /// The sum that a member had to give among responders that each gave theirs, if these members are right.
    package func sum(of member: ShareIndex, among responders: MemberSet, provenBy quorum: MemberSet) -> [UInt8]? {
        StatedValues(subsets, answers, of: quorum)?.sum { $0.intersection(responders).isLowest(member) }
    }

    /// Those whose values stand: all that are not known to have lied.
    package var trusted: MemberSet { responders.subtracting(liars) }

    /// Those that contradict any of these members.
    package func members(contradicting proven: MemberSet) -> MemberSet {
        Contradictions(subsets, answers).members(contradicting: proven)
    }
}
