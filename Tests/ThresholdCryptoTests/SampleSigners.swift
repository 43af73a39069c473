import Groups
import SecretSharing
import Secrets
import Synchronization
import TestSupport
import ThresholdCrypto

/// A signer's nonces behind a reference, because a value with one owner cannot stand in an array.
final class NonceBox<Suite: FROSTSuite>: Sendable {
    let commitment: NonceCommitment<Suite.Group>
    private let nonces: Mutex<SigningNonces<Suite>?>

    init(_ nonces: consuming SigningNonces<Suite>) {
        commitment = nonces.commitment
        self.nonces = Mutex(consume nonces)
    }

    struct Used: Error {}

    func take() throws -> SigningNonces<Suite> {
        guard let nonces = nonces.withLock({ $0.take() }) else { throw Used() }
        return nonces
    }
}

/// One signing session with all its signers.
struct SampleSigners<Suite: FROSTSuite>: Sendable {
    typealias Group = Suite.Group

    let sharing: SampleSharing<Group>
    let members: [ShareIndex]
    let boxes: [ShareIndex: NonceBox<Suite>]
    let package: SigningPackage<Suite>

    init(_ sharing: SampleSharing<Group>, members: [ShareIndex], message: [UInt8], random: any RandomSource) throws {
        self.sharing = sharing
        self.members = members
        var boxes: [ShareIndex: NonceBox<Suite>] = [:]
        for index in members {
            boxes[index] = NonceBox(SigningNonces(share: sharing.share(index).scalar, random: random))
        }
        self.boxes = boxes
        package = try SigningPackage(
            message: message, commitments: members.compactMap { index in boxes[index].map { (index, $0.commitment) } },
            publicKey: sharing.publicKey, threshold: sharing.threshold)
    }

    var commitments: [(index: ShareIndex, commitment: NonceCommitment<Group>)] { package.commitments }

    func sign(_ index: ShareIndex) throws -> Scalar<Group.Field> {
        guard let box = boxes[index] else { throw NonceBox<Suite>.Used() }
        return try package.sign(index: index, share: sharing.share(index).scalar, nonces: try box.take())
    }

    func shares() throws -> [ShareIndex: Scalar<Group.Field>] {
        var shares: [ShareIndex: Scalar<Group.Field>] = [:]
        for index in members { shares[index] = try sign(index) }
        return shares
    }
}
