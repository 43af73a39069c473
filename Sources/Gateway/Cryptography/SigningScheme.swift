import AWSProtocol
import CustodianContract
import KeyMap
import KeyMaterial

/// How a message is to be signed or verified.
enum SigningScheme {
    /// By partial results, Ed25519.
    case threshold(SignatureScheme)
    /// By a rebuilt key.
    case quorum(SignatureAlgorithm, isDigest: Bool)
}

extension KMSGateway {
    /// - Throws: ``AWSError`` with `.invalidKeyUsage` where the key's spec has no such algorithm, `.validation` where
    ///   message type and length do not go with it.
    static func scheme(
        _ algorithm: AWSSigningAlgorithm, _ type: AWSMessageType, message: [UInt8], key: KeyRecord
    ) throws(AWSError) -> SigningScheme {
        guard key.signingAlgorithms.contains(algorithm) else {
            throw AWSError(
                .invalidKeyUsage,
                "Algorithm \(algorithm.rawValue) is incompatible with key spec \(key.spec.rawValue).")
        }
        if let quorum = SignatureAlgorithm(rawValue: algorithm.rawValue) {
            guard type != .externalMu else {
                throw AWSError(
                    quorum == .mlDSA ? .unsupportedOperation : .validation,
                    "MessageType EXTERNAL_MU is not supported by this release. Use RAW.")
            }
            return try scheme(quorum, isDigest: type == .digest, message: message)
        }
        switch (algorithm, type) {
        case (.ed25519SHA512, .raw):
            return .threshold(.ed25519)
        case (.ed25519PHSHA512, .digest):
            guard message.count == 64 else { throw wrongDigest(algorithm.rawValue) }
            return .threshold(.ed25519ph)
        default:
            let required = algorithm == .ed25519SHA512 ? AWSMessageType.raw : .digest
            throw AWSError(
                .validation,
                "MessageType \(type.rawValue) does not go with algorithm \(algorithm.rawValue). Use \(required.rawValue)."
            )
        }
    }

    private static func scheme(
        _ algorithm: SignatureAlgorithm, isDigest: Bool, message: [UInt8]
    ) throws(AWSError) -> SigningScheme {
        if isDigest {
            guard let count = algorithm.digestByteCount else {
                throw AWSError(
                    .validation, "MessageType DIGEST does not go with algorithm \(algorithm.rawValue). Use RAW.")
            }
            guard message.count == count else { throw wrongDigest(algorithm.rawValue) }
        }
        return .quorum(algorithm, isDigest: isDigest)
    }

    private static func wrongDigest(_ algorithm: String) -> AWSError {
        AWSError(.validation, "Digest is invalid length for algorithm \(algorithm).")
    }
}
