import CustodianContract
import KeyMap
import SecretSharing
import Secrets
import ThresholdCrypto

/// The sums that the members of one quorum gave, each for its part.
struct QuorumSums: Sendable {
    let responders: MemberSet
    let gathering: Gathering<ShareIndex, [UInt8]>

    /// The sum of all parts; nil where one is missing.
    var total: [UInt8]? {
        guard gathering.answers.count == responders.count else { return nil }
        var total = [UInt8](repeating: 0, count: ReplicatedPRF.valueCount)
        for part in gathering.answers.values {
            for byte in total.indices { total[byte] ^= part[byte] }
        }
        return total
    }
}

extension QuorumClient {
    /// Decrypts with the sums of one quorum, which the ciphertext itself checks. Where that fails, or takes longer than usual,
    /// all values are asked for: they tell a changed ciphertext from a wrong answer.
    ///
    /// - Throws: ``CoordinationError``.
    func decryptReplicated(
        _ envelope: Envelope, _ input: PRFInput, under key: KeyRecord, version: KeyVersion, context: EncryptionContext,
        request: UseRequest
    ) async throws(CoordinationError) -> Opened {
        guard envelope.suite == key.suite else { throw Self.invalidCiphertext(blamed: [], attempts: 0) }
        let committee = try replicatedCommittee(key, version)
        let trial = ReplicatedTrial(envelope: envelope, context: context, input: input.encoded)
        let sums = await sums(committee, input, request: request)
        if let total = sums.total, let plaintext = trial.open(total) {
            return Opened(plaintext: plaintext, use: use(committee, sums.gathering))
        }
        let gathering = try await crossCheckedValues(
            committee, input, least: committee.threshold.quorum, request: request)
        let check = try crossCheck(committee, gathering)
        let attempts = sums.gathering.attempts
        guard let opening = trial.open(check, committee.threshold) else {
            throw unopened(committee, check, attempts: attempts + gathering.attempts)
        }
        judge(committee, check, sums, gathering, proven: opening.proven)
        let use = use(committee, gathering, after: attempts)
        return Opened(plaintext: opening.taken(), use: use)
    }

    /// One quorum's sums. It is left when one of its members fails or is late: the others' sums are of no use then, because
    /// each subset falls to one of exactly these.
    private func sums(
        _ committee: ReplicatedCommittee, _ input: PRFInput, request: UseRequest
    ) async -> QuorumSums {
        let quorum = Array(order(committee).prefix(committee.threshold.quorum))
        let responders = MemberSet(quorum)
        let gathered = await values(
            Gathering(quorum: quorum.count, least: 0, members: quorum), of: committee, input, responders: responders,
            crossChecked: false, request)
        for (member, failure) in gathered.failures {
            note(failure, of: committee.custodian(member), key: committee.name.key)
        }
        return QuorumSums(responders: responders, gathering: gathered.gathering)
    }

    /// Says who lied, where what opened a ciphertext shows it: only its sum is proven, in which two false values of k - 1
    /// colluders may cancel each other. Among 2k - 2 members who agree there is no room for two such values; where fewer agree,
    /// those who contradict them are suspects.
    private func judge(
        _ committee: ReplicatedCommittee, _ check: CrossCheck, _ sums: QuorumSums,
        _ gathering: Gathering<ShareIndex, [UInt8]>, proven: MemberSet
    ) {
        let contradicting = check.members(contradicting: proven)
        guard gathering.answers.count - contradicting.count >= 2 * committee.threshold.quorum - 2 else {
            // That few answered is no contradiction.
            guard contradicting.count > 0 || sums.total != nil else { return }
            return report(
                .suspects(
                    contradicting.union(proven).members(of: committee.threshold).map(committee.custodian),
                    key: committee.name.key))
        }
        let liars = contradicting.subtracting(check.liars)
        blame(liars, of: committee, "its values contradict those that opened a ciphertext")
        blame(
            self.liars(in: sums, check, proven: proven).subtracting(liars.union(check.liars)), of: committee,
            "its sum was not that of the values that opened a ciphertext")
    }

    /// Whose sums are not what the proven values make them.
    private func liars(in sums: QuorumSums, _ check: CrossCheck, proven: MemberSet) -> MemberSet {
        MemberSet(
            sums.gathering.answers.keys.filter { member in
                let right = check.sum(of: member, among: sums.responders, provenBy: proven)
                return sums.gathering.answers[member] != right
            })
    }

    /// The error for a ciphertext that opens with nothing that members said. It is to blame where so many answered that
    /// right values must have been among theirs.
    private func unopened(
        _ committee: ReplicatedCommittee, _ check: CrossCheck, attempts: Int
    ) -> CoordinationError {
        let needed = check.sum == nil ? check.possible : min(1, check.possible)
        let blamed = committee.blamed(by: roster)
        let isTold = check.detectable >= needed && check.trusted.count >= committee.threshold.quorum
        guard !isTold else { return Self.invalidCiphertext(blamed: blamed, attempts: attempts) }
        return CoordinationError(
            .keyUnavailable,
            "The ciphertext does not open, and too few custodians of key \(committee.name.key) answered to tell whether it was "
                + "changed or one of them is wrong.",
            blamed: blamed, attempts: attempts)
    }
}
