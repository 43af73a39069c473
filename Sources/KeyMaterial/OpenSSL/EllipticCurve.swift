import COpenSSL

/// A curve of ECDSA and ECDH keys (SEC 2; NIST SP 800-186).
enum EllipticCurve: CaseIterable {
    case p256, p384, p521, secp256k1

    /// The length of a coordinate, of a private scalar and of a shared secret, in bytes.
    var byteCount: Int {
        switch self {
        case .p256, .secp256k1: 32
        case .p384: 48
        case .p521: 66
        }
    }

    /// OpenSSL's number of the curve.
    var identifier: Int32 {
        switch self {
        case .p256: NID_X9_62_prime256v1
        case .p384: NID_secp384r1
        case .p521: NID_secp521r1
        case .secp256k1: NID_secp256k1
        }
    }

    /// The content of the AlgorithmIdentifier of its keys: id-ecPublicKey and the curve's name (RFC 5480, section 2.1.1).
    /// A curve that is given by its parameters is not read.
    var algorithm: [UInt8] { [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01] + name }

    /// The curve's name, as an OBJECT IDENTIFIER in DER.
    var name: [UInt8] {
        switch self {
        case .p256: [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
        case .p384: [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22]
        case .p521: [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23]
        case .secp256k1: [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x0a]
        }
    }
}
