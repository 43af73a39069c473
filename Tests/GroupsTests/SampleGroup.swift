import Groups

/// The groups that every law is held to.
enum SampleGroup: String, CaseIterable, Sendable {
    case ristretto255, edwards25519
}

extension Scalar where Field == Field25519 {
    /// q - 1.
    static var minusOne: Scalar { .zero - .one }
}
