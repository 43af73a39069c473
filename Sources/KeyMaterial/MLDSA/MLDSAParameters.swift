/// A parameter set of ML-DSA (FIPS 204, section 4).
enum MLDSAParameters: CaseIterable {
    case mlDSA65, mlDSA87

    /// The seed of a private key, in bytes.
    static let seedByteCount = 32

    /// The content of the AlgorithmIdentifier: id-ml-dsa-65 or id-ml-dsa-87 (RFC 9881, section 2).
    var algorithm: [UInt8] {
        let last: UInt8 =
            switch self {
            case .mlDSA65: 0x12
            case .mlDSA87: 0x13
            }
        return [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, last]
    }
}
