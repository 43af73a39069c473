import AWSProtocol
import CustodianContract
import KeyMap

extension KMSGateway {
    /// How a message is to be signed or verified.
    ///
    /// - Throws: ``AWSError`` with `.invalidKeyUsage` where the key's spec has no such algorithm, `.validation` where
    ///   message type and length do not go with it.
    static func scheme(
        _ algorithm: AWSSigningAlgorithm, _ type: AWSMessageType, message: [UInt8], key: KeyRecord
    ) throws(AWSError) -> SignatureScheme {
        guard key.spec.signingAlgorithms.contains(algorithm) else {
            throw AWSError(
                .invalidKeyUsage,
                "Algorithm \(algorithm.rawValue) is incompatible with key spec \(key.spec.rawValue).")
        }
        switch (algorithm, type) {
        case (.ed25519SHA512, .raw):
            return .ed25519
        case (.ed25519PHSHA512, .digest):
            guard message.count == 64 else {
                throw AWSError(
                    .validation,
                    "Digest is invalid length for algorithm \(algorithm.rawValue).")
            }
            return .ed25519ph
        default:
            let required = algorithm == .ed25519SHA512 ? AWSMessageType.raw : .digest
            throw AWSError(
                .validation,
                "MessageType \(type.rawValue) does not go with algorithm \(algorithm.rawValue). Use \(required.rawValue)."
            )
        }
    }
}
