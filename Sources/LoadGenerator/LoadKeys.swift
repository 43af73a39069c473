import Foundation

/// The keys of a load run, and what is encrypted with them.
struct LoadKeys: Sendable {
    /// Symmetric keys, at least one.
    let encryption: [String]
    let signing: String
    let ciphertext: String
    /// HMAC keys, made where an operation needs them.
    let authentication: [String]

    /// How many HMAC keys take turns.
    private static let authenticationCount = 64

    /// - Parameters:
    ///   - given: symmetric keys that are there already; where there are none, one is made.
    ///   - made: called with the id of each key as soon as it is there, so that it can be deleted whatever follows.
    /// - Throws: ``LoadError`` and what the connection throws.
    static func make(
        _ client: LoadClient, for operations: [LoadOperation], given: [String], made: (String) -> Void
    ) async throws -> LoadKeys {
        var encryption = given
        if encryption.isEmpty {
            encryption = [try await create(client, ["Description": "quorate bench"])]
            made(encryption[0])
        }
        let signing = try await create(
            client,
            ["Description": "quorate bench", "KeySpec": "ECC_NIST_EDWARDS25519", "KeyUsage": "SIGN_VERIFY"])
        made(signing)
        let body = try JSONEncoder().encode(["KeyId": encryption[0], "Plaintext": "cXVvcmF0ZQ=="])
        let sealed = try JSONDecoder().decode(Sealed.self, from: try await client.call("Encrypt", Array(body)))
        var authentication: [String] = []
        while operations.contains(.generateMac), authentication.count < authenticationCount {
            let key = try await create(
                client, ["Description": "quorate bench", "KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"])
            made(key)
            authentication.append(key)
        }
        return LoadKeys(
            encryption: encryption, signing: signing, ciphertext: sealed.CiphertextBlob,
            authentication: authentication)
    }

    /// Schedules the deletion of keys; returns an error that names those which are left.
    static func delete(_ keys: [String], _ client: LoadClient) async -> LoadError? {
        var left: [String] = []
        var reason = ""
        for key in keys {
            do {
                let body = #"{"KeyId":"\#(key)","PendingWindowInDays":7}"#
                _ = try await client.call("ScheduleKeyDeletion", Array(body.utf8))
            } catch {
                left.append(key)
                reason = "\(error)"
            }
        }
        guard !left.isEmpty else { return nil }
        return LoadError(
            description:
                "the deletion of \(left.joined(separator: " and ")), made for the run, could not be scheduled: "
                + "do it with `aws kms schedule-key-deletion` (\(reason))")
    }

    private static func create(_ client: LoadClient, _ fields: [String: String]) async throws -> String {
        let answer = try await client.call("CreateKey", Array(try JSONEncoder().encode(fields)))
        return try JSONDecoder().decode(Created.self, from: answer).KeyMetadata.KeyId
    }

    private struct Created: Decodable {
        struct Metadata: Decodable {
            let KeyId: String
        }

        let KeyMetadata: Metadata
    }

    private struct Sealed: Decodable {
        let CiphertextBlob: String
    }
}
