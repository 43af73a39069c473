import CustodianContract
import Groups
import KeyMap
import SecretSharing
import Synchronization

/// Every member's share times the generator, for one shard in one epoch.
struct PublicShares: Sendable {
    private let elements: [Element<Secp256r1>]

    /// - Throws: `SharingError` where the key map's commitments are not what they should be.
    init(_ shard: KeyShard) throws(SharingError) {
        let commitments = try FeldmanCommitments<Secp256r1>(decoding: shard.commitments, threshold: shard.threshold)
        elements = commitments.publicShares(of: ShareIndex.all(of: shard.threshold))
    }

    subscript(index: ShareIndex) -> Element<Secp256r1>? {
        elements.indices.contains(index.value - 1) ? elements[index.value - 1] : nil
    }
}

/// The public shares of the keys in use, so that they are not computed for every request.
final class PublicSharesCache: Sendable {
    private static let limit = 16_384

    private struct Key: Hashable {
        let name: ShareName
        let epoch: Epoch
        let commitment: [UInt8]
    }

    private let committees = Mutex<[Key: PublicShares]>([:])

    /// - Throws: ``Refusal`` with `.unavailable` where the key map's commitments are not what they should be.
    func committee(name: ShareName, shard: KeyShard) throws(Refusal) -> PublicShares {
        let key = Key(name: name, epoch: shard.epoch, commitment: shard.publicKey)
        if let known = committees.withLock({ $0[key] }) { return known }
        let shares: PublicShares
        do throws(SharingError) {
            shares = try PublicShares(shard)
        } catch {
            throw Refusal(.unavailable, "the key map's record of \(name) is damaged: \(error.message)")
        }
        committees.withLock { committees in
            if committees.count >= Self.limit { committees.removeAll(keepingCapacity: true) }
            committees[key] = shares
        }
        return shares
    }
}
