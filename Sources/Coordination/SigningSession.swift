import CustodianContract
import Groups
import SecretSharing
import Synchronization
import ThresholdCrypto

/// One FROST session: k members, their commitments, their shares. A retry is another session with fresh nonces from all.
final class SigningSession<Scheme: FROSTSuite>: Sendable where Scheme.Group == Edwards25519 {
    let committee: Committee<Edwards25519>
    let package: SigningPackage<Scheme>
    private let shares = Mutex<[ShareIndex: Scalar<Field25519>]>([:])

    /// - Throws: `FROSTError` where the commitments are no list of k members.
    init(
        committee: Committee<Edwards25519>, message: [UInt8],
        commitments: [(index: ShareIndex, commitment: NonceCommitment<Edwards25519>)]
    ) throws(FROSTError) {
        self.committee = committee
        package = try SigningPackage(
            message: message, commitments: commitments, publicKey: committee.publicKey, threshold: committee.threshold)
    }

    func add(_ share: Scalar<Field25519>, of member: ShareIndex) {
        shares.withLock { $0[member] = share }
    }

    /// The signature, verified.
    ///
    /// - Throws: `FROSTError` that names the first member whose share is wrong.
    func finish() throws(FROSTError) -> [UInt8] {
        let shares = shares.withLock { $0 }
        if let signature = try package.aggregate(shares) { return signature }
        for (member, share) in shares.sorted(by: { $0.key < $1.key }) {
            try package.verify(share: share, of: member, publicShare: committee.publicShare(of: member))
        }
        return []
    }
}
