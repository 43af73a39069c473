import Foundation

/// What a load run does over and over.
package enum LoadOperation: String, CaseIterable, Sendable {
    case encrypt = "Encrypt"
    case decrypt = "Decrypt"
    case generateDataKey = "GenerateDataKey"
    case sign = "Sign"

    /// The request's body, with keys that the run has made.
    func body(_ keys: LoadKeys) throws -> [UInt8] {
        let fields: [String: String] =
            switch self {
            case .encrypt: ["KeyId": keys.encryption, "Plaintext": Data(repeating: 7, count: 32).base64EncodedString()]
            case .decrypt: ["CiphertextBlob": keys.ciphertext]
            case .generateDataKey: ["KeyId": keys.encryption, "KeySpec": "AES_256"]
            case .sign:
                [
                    "KeyId": keys.signing, "Message": Data(repeating: 7, count: 32).base64EncodedString(),
                    "MessageType": "RAW", "SigningAlgorithm": "ED25519_SHA_512",
                ]
            }
        return Array(try JSONEncoder().encode(fields))
    }
}
