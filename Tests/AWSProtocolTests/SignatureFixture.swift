import AWSProtocol

/// A request that botocore 1.43 signed, and what it takes to verify it.
enum SignatureFixture {
    static let accessKeyID = "AKIDEXAMPLE"
    static let secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    static let date = "20260131T235959Z"
    static let now: Int64 = 1_769_903_999
    static let body = Array(#"{"KeyId":"alias/x","Plaintext":"aGk="}"#.utf8)

    static let secrets = [accessKeyID: SigningSecret(secretAccessKey: secretAccessKey)]

    static func authorization(
        credential: String = "\(accessKeyID)/20260131/eu-central-1/kms/aws4_request",
        signedHeaders: String = "content-type;host;x-amz-date;x-amz-target;x-padded",
        signature: String = "3d2bc8b6506207a5efaedc7369af59d1efad2069360761aad43aed25d7429c71"
    ) -> String {
        "AWS4-HMAC-SHA256 Credential=\(credential), SignedHeaders=\(signedHeaders), Signature=\(signature)"
    }

    static func request(authorization: String? = authorization()) -> SignableRequest {
        var request = SignableRequest(
            headers: [
                .init("Host", "127.0.0.1:8400"),
                .init("X-Amz-Target", "TrentService.Encrypt"),
                .init("Content-Type", "application/x-amz-json-1.1"),
                .init("X-Padded", "  a   b  c "),
                .init("X-Amz-Date", date),
            ], body: body)
        if let authorization { request.headers.append(.init("Authorization", authorization)) }
        return request
    }

    static func verify(
        _ request: SignableRequest, now: Int64 = now, secrets: [String: SigningSecret] = secrets
    ) throws(AWSError) -> VerifiedIdentity {
        try SignatureVerifier(secrets: secrets).verify(request, now: now)
    }

    /// The code and the message of the refusal, or nil where the request is accepted.
    static func refusal(
        of request: SignableRequest, now: Int64 = now, secrets: [String: SigningSecret] = secrets
    ) -> (code: AWSError.Code, message: String)? {
        do throws(AWSError) {
            _ = try verify(request, now: now, secrets: secrets)
            return nil
        } catch {
            return (error.code, error.message)
        }
    }
}

extension SignableRequest {
    mutating func set(_ name: String, _ value: String?) {
        headers.removeAll { $0.name.lowercased() == name.lowercased() }
        if let value { headers.append(.init(name, value)) }
    }
}
