import Groups
import Synchronization
import ThresholdCrypto

/// Nonces behind a reference, because a value with one owner cannot stand in an array.
final class NonceBox: Sendable {
    let commitment: NonceCommitment<Edwards25519>
    let transfer: NonceCommitment<Edwards25519>.Transfer
    private let nonces: Mutex<SigningNonces<FROSTEd25519>?>

    init(_ nonces: consuming SigningNonces<FROSTEd25519>) {
        commitment = nonces.commitment
        transfer = nonces.transfer
        self.nonces = Mutex(consume nonces)
    }

    func take() -> SigningNonces<FROSTEd25519>? { nonces.withLock { $0.take() } }
}
