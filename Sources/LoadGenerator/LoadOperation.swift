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

/// The keys of a load run; their deletion is scheduled at its end.
struct LoadKeys: Sendable {
    let encryption: String
    let signing: String
    let ciphertext: String

    static func make(_ client: LoadClient) async throws -> LoadKeys {
        let encryption = try await create(client, ["Description": "quorate bench"])
        let signing = try await create(
            client,
            ["Description": "quorate bench", "KeySpec": "ECC_NIST_EDWARDS25519", "KeyUsage": "SIGN_VERIFY"])
        let body = try JSONEncoder().encode(["KeyId": encryption, "Plaintext": "cXVvcmF0ZQ=="])
        let sealed = try JSONDecoder().decode(
            [String: String].self, from: try await client.call("Encrypt", Array(body)))
        return LoadKeys(encryption: encryption, signing: signing, ciphertext: sealed["CiphertextBlob"] ?? "")
    }

    func delete(_ client: LoadClient) async throws {
        for key in [encryption, signing] {
            let body = #"{"KeyId":"\#(key)","PendingWindowInDays":7}"#
            _ = try await client.call("ScheduleKeyDeletion", Array(body.utf8))
        }
    }

    private static func create(_ client: LoadClient, _ fields: [String: String]) async throws -> String {
        struct Answer: Decodable {
            struct Metadata: Decodable {
                let KeyId: String
            }

            let KeyMetadata: Metadata
        }
        let answer = try await client.call("CreateKey", Array(try JSONEncoder().encode(fields)))
        return try JSONDecoder().decode(Answer.self, from: answer).KeyMetadata.KeyId
    }
}
