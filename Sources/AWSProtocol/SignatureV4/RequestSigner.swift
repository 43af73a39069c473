import Crypto

/// Signs requests as an AWS client does.
package struct RequestSigner: Sendable {
    package let accessKeyID: String
    package let region: String
    private let secret: SigningSecret

    package init(accessKeyID: String, secret: SigningSecret, region: String) {
        self.accessKeyID = accessKeyID
        self.secret = secret
        self.region = region
    }

    /// Adds `X-Amz-Date`, the session token where the secret has one, and `Authorization` to a request; every header
    /// that it has before is signed too.
    ///
    /// - Parameter now: seconds since 1970.
    package func sign(_ request: inout SignableRequest, now: Int64) {
        let date = SignatureDate(epochSeconds: now)
        request.headers.append(SignableRequest.Header("x-amz-date", date.description))
        if let token = secret.sessionToken {
            request.headers.append(SignableRequest.Header("x-amz-security-token", token))
        }
        let names = Set(request.headers.map(\.name)).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        let scope = CredentialScope(day: date.day, region: region, service: CredentialScope.kms)
        let canonical = CanonicalRequest(
            request, signedHeaders: names, payloadHash: CanonicalRequest.payloadHash(of: request.body))
        let signature = HMAC<SHA256>.authenticationCode(
            for: canonical.stringToSign(date: date, scope: scope), using: secret.signingKey(scope: scope))
        request.headers.append(
            SignableRequest.Header(
                "authorization",
                "\(CanonicalRequest.algorithm) Credential=\(accessKeyID)/\(scope), "
                    + "SignedHeaders=\(names.joined(separator: ";")), "
                    + "Signature=\(CanonicalRequest.hexadecimal(signature))"))
    }
}
