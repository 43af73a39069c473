import CustodianContract
import KeyMap
import SecretSharing
import ThresholdCrypto

/// A committee of replicated keys. Its check values are the replica's business, which has verified the certificate.
struct ReplicatedCommittee: QuorumCommittee {
    let name: ShareName
    let suite: Suite
    let epoch: Epoch
    let members: [CustodianID]
    let subsets: ReplicatedSubsets
    /// Whether a result is refused where a collusion of k - 1 would not be seen.
    let isStrict: Bool

    init(key: KeyRecord, version: KeyVersion, shard: KeyShard, subsets: ReplicatedSubsets) {
        name = ShareName(key: key.id, version: version.number, shard: shard.number)
        suite = key.suite
        epoch = shard.epoch
        members = shard.committee
        isStrict = key.chosenSuite?.isStrict ?? false
        self.subsets = subsets
    }

    var threshold: Threshold { subsets.threshold }

    /// How many answers show any collusion of k - 1, or as many as there are members.
    var wholeCheck: Int { min(threshold.count, 2 * threshold.quorum - 1) }

    /// With how many answers something new may be encrypted.
    var leastCheck: Int { isStrict ? 2 * threshold.quorum - 1 : threshold.quorum + 1 }

    /// What a member answers, as the contract has it.
    ///
    /// - Throws: `MemberFailure`: the answer is of another epoch, another request or another length.
    func values(
        _ result: ShareResult, of member: ShareIndex, responders: MemberSet, crossChecked: Bool
    ) throws(MemberFailure) -> [UInt8] {
        guard case .replicated(let partial) = result else {
            throw .lie("it answered with another kind of result than values of replicated keys", .malformed)
        }
        guard partial.epoch == epoch else {
            throw .lie("its values are of epoch \(partial.epoch), not \(epoch)", .wrongEpoch)
        }
        let count = crossChecked ? subsets.held(by: member).count : 1
        guard partial.responders == responders, partial.values.count == count * ReplicatedPRF.valueCount else {
            throw .lie("its values are not those of the request", .malformed)
        }
        return partial.values
    }
}
