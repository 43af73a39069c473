import Crypto
import Synchronization

/// The secret half of an access key, in the only form that signing needs.
package struct SigningSecret: Sendable {
    /// `AWS4` and the secret access key, from which every signing key is derived.
    private let root: SymmetricKey
    private let derived = SigningKeys()
    /// The session token that must come with it, nil for a permanent credential.
    package let sessionToken: String?

    package init(secretAccessKey: String, sessionToken: String? = nil) {
        root = SymmetricKey(data: Array("AWS4\(secretAccessKey)".utf8))
        self.sessionToken = sessionToken
    }

    /// The key that signs requests of one day, region and service: four HMACs, or the same as for the last request.
    func signingKey(scope: CredentialScope) -> SymmetricKey {
        derived.key(scope)
            ?? [scope.day, scope.region, scope.service, CredentialScope.terminator].reduce(root) {
                SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array($1.utf8), using: $0))
            }
    }

    /// Keeps the key of a scope that a valid signature came with. Anyone can name scopes; only clients can sign for them.
    func keep(_ key: SymmetricKey, scope: CredentialScope) {
        derived.keep(key, scope)
    }
}

/// The signing keys of one secret that are in use.
private final class SigningKeys: Sendable {
    /// Regions that one client uses in a day, and the day before. With more of them keys are derived again.
    private static let limit = 64

    private let keys = Mutex<[CredentialScope: SymmetricKey]>([:])

    func key(_ scope: CredentialScope) -> SymmetricKey? {
        keys.withLock { $0[scope] }
    }

    func keep(_ key: SymmetricKey, _ scope: CredentialScope) {
        keys.withLock { keys in
            guard keys[scope] == nil else { return }
            if keys.count >= Self.limit { keys.removeAll() }
            keys[scope] = key
        }
    }
}

/// Where a verifier finds the secrets of its clients.
package protocol SigningSecrets: Sendable {
    /// The secret of an access key, or nil where nobody has it.
    func secret(forAccessKey id: String) -> SigningSecret?
}

extension [String: SigningSecret]: SigningSecrets {
    package func secret(forAccessKey id: String) -> SigningSecret? { self[id] }
}

extension SigningSecret {
    /// Whether a request may carry this token, or none; compares in constant time.
    func accepts(sessionToken token: String?) -> Bool {
        switch (sessionToken, token) {
        case (nil, nil): true
        case (let expected?, let given?):
            HMAC<SHA256>.isValidAuthenticationCode(
                Array(HMAC<SHA256>.authenticationCode(for: Array(given.utf8), using: root)),
                authenticating: Array(expected.utf8), using: root)
        default: false
        }
    }
}
