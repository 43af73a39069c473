import Crypto

/// The secret half of an access key, in the only form that signing needs.
package struct SigningSecret: Sendable {
    /// `AWS4` and the secret access key, from which every signing key is derived.
    private let root: SymmetricKey
    /// The session token that must come with it, nil for a permanent credential.
    package let sessionToken: String?

    package init(secretAccessKey: String, sessionToken: String? = nil) {
        root = SymmetricKey(data: Array("AWS4\(secretAccessKey)".utf8))
        self.sessionToken = sessionToken
    }

    /// The key that signs requests of one day, region and service.
    func signingKey(scope: CredentialScope) -> SymmetricKey {
        [scope.day, scope.region, scope.service, CredentialScope.terminator].reduce(root) { key, part in
            SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
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
