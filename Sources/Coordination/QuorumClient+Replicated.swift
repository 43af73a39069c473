import CustodianContract
import KeyMap
import SecretSharing
import Secrets
import ThresholdCrypto

/// The result of the replicated-key PRF.
struct ReplicatedResult: ~Copyable {
    /// w, 64 bytes.
    let output: SecretBytes
    let use: QuorumUse
}

extension QuorumClient {
    /// w for a new ciphertext, from values that enough members have vouched for: a wrong one would make data unreadable, and
    /// nothing else would notice.
    ///
    /// - Throws: ``CoordinationError`` that names who is missing, or who contradict each other.
    func evaluateReplicated(
        _ input: PRFInput, under key: KeyRecord, version: KeyVersion, request: UseRequest
    ) async throws(CoordinationError) -> ReplicatedResult {
        let committee = try replicatedCommittee(key, version)
        let gathering = try await crossCheckedValues(committee, input, least: committee.leastCheck, request: request)
        let check = try crossCheck(committee, gathering)
        guard check.suspects.count == 0 else { throw contradiction(committee, check, attempts: gathering.attempts) }
        guard let sum = check.sum, check.detectable >= (committee.isStrict ? check.possible : min(1, check.possible))
        else {
            throw tooFew(committee, gathering)
        }
        return ReplicatedResult(
            output: ReplicatedPRF.finalize(input: input.encoded, sum: sum),
            use: use(committee, gathering, isReduced: check.detectable < check.possible))
    }

    /// Values of all their subsets from as many members as it takes to check them, or from fewer where the others do not
    /// answer in time.
    func crossCheckedValues(
        _ committee: ReplicatedCommittee, _ input: PRFInput, least: Int, request: UseRequest
    ) async throws(CoordinationError) -> Gathering<ShareIndex, [UInt8]> {
        let order = order(committee)
        // Nobody waits for one that is known to be silent, or asks one that was caught lying, unless it is needed: also not
        // where others are late, for a single false value would make suspects of them.
        let good = order.filter { !roster.isBlamed(committee.custodian($0)) }
        func gathered(from members: [ShareIndex]) async -> Gathered<ShareIndex, [UInt8]> {
            let wanted = max(least, min(good.count, committee.wholeCheck))
            return await values(
                Gathering(quorum: wanted, least: least, members: members), of: committee, input,
                responders: .all(of: committee.threshold), crossChecked: true, request)
        }
        if good.count >= least {
            let found = await gathered(from: good)
            if found.gathering.outcome == .complete || found.isOverdue || good.count == order.count {
                return try checked(found, committee, custodian: committee.custodian)
            }
            for (member, failure) in found.failures {
                note(failure, of: committee.custodian(member), key: committee.name.key)
            }
        }
        let members = good + order.filter { !good.contains($0) }
        return try checked(await gathered(from: members), committee, custodian: committee.custodian)
    }

    /// What members say of the subsets that they hold keys of, or that fall to them.
    func values(
        _ gathering: Gathering<ShareIndex, [UInt8]>, of committee: ReplicatedCommittee, _ input: PRFInput,
        responders: MemberSet, crossChecked: Bool, _ request: UseRequest
    ) async -> Gathered<ShareIndex, [UInt8]> {
        let action = ShareUse.Action.evaluateReplicated(
            contextDigest: input.contextDigest, alpha: input.alpha, responders: responders, crossChecked: crossChecked)
        return await collect(gathering, of: committee, action, for: request) { results in
            results.reduce(into: [:]) { answers, result in
                answers[result.key] = Result { () throws(MemberFailure) in
                    try committee.values(
                        result.value, of: result.key, responders: responders, crossChecked: crossChecked)
                }
            }
        }
    }

    /// Holds the answers against each other; roster and operator hear who lied, or who may have.
    func crossCheck(
        _ committee: ReplicatedCommittee, _ gathering: Gathering<ShareIndex, [UInt8]>
    ) throws(CoordinationError) -> CrossCheck {
        do {
            let check = try CrossCheck(committee.subsets, answers: gathering.answers)
            blame(check.liars, of: committee, "its values contradict those of more members than can lie")
            if check.suspects.count > 0 {
                report(.suspects(custodians(check.suspects, of: committee), key: committee.name.key))
            }
            return check
        } catch {
            throw CoordinationError(
                .failed, "the values of key \(committee.name.key) cannot be checked: \(error.message)")
        }
    }

    /// Tells roster and operator of liars.
    func blame(_ liars: MemberSet, of committee: ReplicatedCommittee, _ reason: String) {
        for custodian in custodians(liars, of: committee) { note(.lie(reason), of: custodian, key: committee.name.key) }
    }

    /// The error for values that do not agree, where nothing shows which are right.
    func contradiction(_ committee: ReplicatedCommittee, _ check: CrossCheck, attempts: Int) -> CoordinationError {
        let names = custodians(check.suspects, of: committee).map(\.description).joined(separator: ", ")
        return CoordinationError(
            .keyUnavailable,
            "Custodians of key \(committee.name.key) contradict each other, and nothing shows which of them are wrong: "
                + "\(names). Nothing was encrypted.",
            blamed: committee.blamed(by: roster), attempts: attempts)
    }

    func replicatedCommittee(_ key: KeyRecord, _ version: KeyVersion) throws(CoordinationError) -> ReplicatedCommittee {
        let shard = version.shards[0]
        do {
            return ReplicatedCommittee(
                key: key, version: version, shard: shard, subsets: try replicatedSubsets.subsets(shard.threshold))
        } catch {
            throw CoordinationError(.failed, "the key map's record of key \(key.id) is damaged: \(error.message)")
        }
    }

    /// The error where those who answered would not show one liar among them.
    private func tooFew(
        _ committee: ReplicatedCommittee, _ gathering: Gathering<ShareIndex, [UInt8]>
    ) -> CoordinationError {
        let absent = committee.indices.filter { gathering.answers[$0] == nil }
        let names = absent.map { committee.custodian($0).description }.joined(separator: ", ")
        return CoordinationError(
            .keyUnavailable,
            "Too few custodians of key \(committee.name.key) answered rightly to check their answers against each other; "
                + "no use was made of: \(names).",
            blamed: committee.blamed(by: roster), attempts: gathering.attempts)
    }

    private func custodians(_ members: MemberSet, of committee: ReplicatedCommittee) -> [CustodianID] {
        members.members(of: committee.threshold).map(committee.custodian)
    }
}
