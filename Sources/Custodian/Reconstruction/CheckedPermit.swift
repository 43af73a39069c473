import ByteCoding
import Crypto
import CustodianContract

/// A permit under the hub's signature. There is no other way to one than the check, so that what takes it need not check
/// again.
struct CheckedPermit: Sendable {
    let signed: SignedPermit
    /// SHA-256 of the permit's encoding.
    let hash: [UInt8]

    var permit: QuorumPermit { signed.permit }

    /// Nil where the hub did not sign it.
    ///
    /// - Parameter hubKey: Ed25519, 32 bytes.
    init?(_ signed: SignedPermit, hubKey: [UInt8]) {
        let encoded = signed.permit.encoded
        guard signed.isSigned(by: hubKey, encoded: encoded) else { return nil }
        self.signed = signed
        hash = QuorumPermit.hash(of: encoded)
    }
}
