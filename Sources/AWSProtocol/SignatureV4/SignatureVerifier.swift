import Crypto

/// Who signed a request.
package struct VerifiedIdentity: Hashable, Sendable {
    package let accessKeyID: String
    /// The region of the credential's scope.
    package let region: String
    /// When the client signed.
    package let signed: SignatureDate
    /// The headers under the signature, in lower case: no other may be believed.
    package let signedHeaders: Set<String>
}

/// Verifies Signature Version 4 in its header form: AWS Identity and Access Management user guide, "Create a signed AWS API
/// request".
package struct SignatureVerifier: Sendable {
    /// How far a client's clock may be from ours, in seconds, either way.
    package static let allowedSkew: Int64 = 300

    private let secrets: any SigningSecrets

    package init(secrets: any SigningSecrets) {
        self.secrets = secrets
    }

    /// Verifies a request's signature.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Throws: ``AWSError`` with `.missingAuthenticationToken`, `.incompleteSignature`, `.unrecognizedClient` or
    ///   `.invalidSignature`.
    package func verify(_ request: SignableRequest, now: Int64) throws(AWSError) -> VerifiedIdentity {
        let authorization = try Self.authorization(of: request)
        let date = try Self.date(of: request)
        try Self.checkSignedHeaders(authorization.signedHeaders, of: request)
        guard authorization.scope.day == date.day else {
            throw AWSError(
                .invalidSignature,
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                    + "'\(authorization.scope.day)' != '\(date.day)', from '\(date)'.")
        }
        let secret = try secret(for: authorization, of: request)
        try Self.checkSkew(of: date, now: now)
        let payloadHash = try Self.payloadHash(of: request)
        let canonical = CanonicalRequest(
            request, signedHeaders: authorization.signedHeaders, payloadHash: payloadHash)
        let key = secret.signingKey(scope: authorization.scope)
        // Compares in constant time.
        let isValid = HMAC<SHA256>.isValidAuthenticationCode(
            authorization.signature, authenticating: canonical.stringToSign(date: date, scope: authorization.scope),
            using: key)
        guard isValid else {
            throw AWSError(
                .invalidSignature,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                    + "Access Key and signing method. Consult the service documentation for details.")
        }
        secret.keep(key, scope: authorization.scope)
        return VerifiedIdentity(
            accessKeyID: authorization.accessKeyID, region: authorization.scope.region, signed: date,
            signedHeaders: Set(authorization.signedHeaders))
    }

    private static func authorization(of request: SignableRequest) throws(AWSError) -> AuthorizationHeader {
        let values = request.headers.filter { $0.name == "authorization" }
        guard let value = values.first else {
            throw AWSError(
                .missingAuthenticationToken,
                "Missing Authentication Token. Sign the request with Signature Version 4 in an Authorization header.")
        }
        guard values.count == 1 else {
            throw AWSError(.incompleteSignature, "The request has several Authorization headers. Send one.")
        }
        return try AuthorizationHeader(value.value)
    }

    private static func date(of request: SignableRequest) throws(AWSError) -> SignatureDate {
        guard let text = request.header("x-amz-date") ?? request.header("date") else {
            throw AWSError(
                .incompleteSignature,
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Add X-Amz-Date.")
        }
        guard let date = SignatureDate(text) else {
            throw AWSError(
                .incompleteSignature,
                "Date must be in ISO-8601 'basic format'. Write X-Amz-Date as in 20260131T235959Z.")
        }
        return date
    }

    /// Everything that steers the request must be under the signature.
    private static func checkSignedHeaders(_ signed: [String], of request: SignableRequest) throws(AWSError) {
        let present = request.headers.map(\.name)
        guard signed.contains("host") else {
            throw AWSError(
                .invalidSignature, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
        }
        if let unsigned = present.filter({ $0.hasPrefix("x-amz-") && !signed.contains($0) }).min() {
            throw AWSError(.invalidSignature, "'\(unsigned)' must be a 'SignedHeader' in the AWS Authorization.")
        }
        if !present.contains("x-amz-date"), !signed.contains("date") {
            throw AWSError(.invalidSignature, "'Date' must be a 'SignedHeader' in the AWS Authorization.")
        }
        guard signed.allSatisfy(present.contains) else {
            throw AWSError(
                .invalidSignature,
                "A header named in 'SignedHeaders' is not in the request. Send every header that was signed.")
        }
    }

    private func secret(
        for authorization: AuthorizationHeader, of request: SignableRequest
    ) throws(AWSError) -> SigningSecret {
        let token = request.header("x-amz-security-token")
        guard let secret = secrets.secret(forAccessKey: authorization.accessKeyID),
            secret.accepts(sessionToken: token)
        else {
            throw AWSError(
                .unrecognizedClient,
                "The security token included in the request is invalid. Check the access key id, and send a session "
                    + "token only with the credential that it came with.")
        }
        return secret
    }

    private static func checkSkew(of date: SignatureDate, now: Int64) throws(AWSError) {
        if date.epochSeconds < now - allowedSkew {
            let earliest = SignatureDate(epochSeconds: now - allowedSkew)
            throw AWSError(
                .invalidSignature,
                "Signature expired: \(date) is now earlier than \(earliest) (\(SignatureDate(epochSeconds: now)) - 5 min.). "
                    + "Check your clock.")
        }
        if date.epochSeconds > now + allowedSkew {
            let latest = SignatureDate(epochSeconds: now + allowedSkew)
            throw AWSError(
                .invalidSignature,
                "Signature not yet current: \(date) is still later than \(latest) (\(SignatureDate(epochSeconds: now)) + 5 min.). "
                    + "Check your clock.")
        }
    }

    private static func payloadHash(of request: SignableRequest) throws(AWSError) -> String {
        let hash = CanonicalRequest.payloadHash(of: request.body)
        if let claimed = request.header("x-amz-content-sha256"), claimed != hash {
            throw AWSError(
                .invalidSignature,
                "'x-amz-content-sha256' is not the SHA-256 of the body. Sign the body that is sent; unsigned and "
                    + "streaming payloads are not accepted.")
        }
        return hash
    }
}
