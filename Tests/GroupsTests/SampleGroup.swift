import Groups

/// The groups that every law is held to.
enum SampleGroup: String, CaseIterable, Sendable {
    case ristretto255, edwards25519, secp256r1
}

extension Scalar {
    /// q - 1.
    static var minusOne: Scalar { .zero - .one }
}
