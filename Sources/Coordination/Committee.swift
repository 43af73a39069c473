import CustodianContract
import Groups
import KeyMap
import SecretSharing
import Synchronization

/// A shard's holders as a gateway works with them.
protocol QuorumCommittee: Sendable {
    var name: ShareName { get }
    var suite: Suite { get }
    var epoch: Epoch { get }
    var threshold: Threshold { get }
    /// In the order of the indices 1...n.
    var members: [CustodianID] { get }
}

extension QuorumCommittee {
    var indices: [ShareIndex] { ShareIndex.all(of: threshold) }

    func custodian(_ index: ShareIndex) -> CustodianID { members[index.value - 1] }

    /// The members that are to blame at this moment.
    func blamed(by roster: Roster) -> [CustodianID] { members.filter(roster.isBlamed) }
}

/// A committee with shares of a scalar: decoded commitments, and every member's public share, computed once.
final class Committee<Group: PrimeOrderGroup>: QuorumCommittee {
    let name: ShareName
    let suite: Suite
    let epoch: Epoch
    let threshold: Threshold
    let publicKey: Element<Group>
    let members: [CustodianID]
    private let publicShares: [Element<Group>]

    /// - Throws: `SharingError` where the key map's commitments are not what they should be.
    init(key: KeyRecord, version: KeyVersion, shard: KeyShard) throws(SharingError) {
        name = ShareName(key: key.id, version: version.number, shard: shard.number)
        suite = key.suite
        epoch = shard.epoch
        threshold = shard.threshold
        members = shard.committee
        let commitments = try FeldmanCommitments<Group>(decoding: shard.commitments, threshold: shard.threshold)
        publicKey = commitments.constant
        publicShares = commitments.publicShares(of: ShareIndex.all(of: shard.threshold))
    }

    /// Y_i.
    func publicShare(of index: ShareIndex) -> Element<Group> { publicShares[index.value - 1] }
}

/// The committees of the keys in use, so that public shares are not computed for every request.
final class CommitteeCache<Group: PrimeOrderGroup>: Sendable {
    static var limit: Int { 16_384 }

    private struct Key: Hashable {
        let name: ShareName
        let epoch: Epoch
    }

    private let committees = Mutex<[Key: Committee<Group>]>([:])

    /// - Throws: `SharingError` where the key map's commitments are not what they should be.
    func committee(key: KeyRecord, version: KeyVersion, shard: KeyShard) throws(SharingError) -> Committee<Group> {
        let name = Key(
            name: ShareName(key: key.id, version: version.number, shard: shard.number), epoch: shard.epoch)
        if let known = committees.withLock({ $0[name] }) { return known }
        let committee = try Committee<Group>(key: key, version: version, shard: shard)
        committees.withLock { committees in
            if committees.count >= Self.limit { committees.removeAll(keepingCapacity: true) }
            committees[name] = committee
        }
        return committee
    }
}
