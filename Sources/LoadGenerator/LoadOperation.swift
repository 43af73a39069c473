import Foundation

/// What a load run does over and over.
package enum LoadOperation: String, CaseIterable, Sendable {
    case encrypt = "Encrypt"
    case decrypt = "Decrypt"
    case generateDataKey = "GenerateDataKey"
    case sign = "Sign"
    /// With a key that is rebuilt for each request. One key serves one request at a time, so there are many.
    case generateMac = "GenerateMac"
    /// What the gateway alone does for any request: read, authenticate, authorise, record, answer.
    case describeKey = "DescribeKey"

    /// Bodies of requests that take turns.
    func bodies(_ keys: LoadKeys) throws -> [[UInt8]] {
        let message = Data(repeating: 7, count: 32).base64EncodedString()
        let fields: [[String: String]] =
            switch self {
            case .encrypt: keys.encryption.map { ["KeyId": $0, "Plaintext": message] }
            case .decrypt: [["CiphertextBlob": keys.ciphertext]]
            case .generateDataKey: keys.encryption.map { ["KeyId": $0, "KeySpec": "AES_256"] }
            case .sign:
                [
                    [
                        "KeyId": keys.signing, "Message": message, "MessageType": "RAW",
                        "SigningAlgorithm": "ED25519_SHA_512",
                    ]
                ]
            case .generateMac:
                keys.authentication.map { ["KeyId": $0, "Message": message, "MacAlgorithm": "HMAC_SHA_256"] }
            case .describeKey: keys.encryption.map { ["KeyId": $0] }
            }
        return try fields.map { Array(try JSONEncoder().encode($0)) }
    }
}
