package import AWSProtocol

extension FuzzTarget {
    /// Signature Version 4 over a request that is written like HTTP: method, path, query, headers and, behind an empty
    /// line, the body.
    ///
    /// Whatever a header says, it is refused with an error or is the signature of the one client there is. What that
    /// client signs verifies, also with its query written out in the plainest way, and no longer once something was
    /// changed.
    static let requestSignatures = FuzzTarget("request-signatures") { (bytes) throws(BrokenProperty) in
        guard var request = SignableRequest(text: bytes) else { return false }
        let verifier = SignatureVerifier(secrets: OneClient())
        let identity = try? verifier.verify(request, now: now)
        request.headers.removeAll { unsigned.contains($0.name) || !isName($0.name) }
        request.headers.append(SignableRequest.Header("host", "kms.eu-west-1.amazonaws.com"))
        RequestSigner(accessKeyID: OneClient.id, secret: OneClient.secret, region: "eu-west-1").sign(&request, now: now)
        try require(isValid(request, verifier), "what a client has signed is refused")
        var plain = request
        plain.query = PlainQuery(request.query).text
        try require(isValid(plain, verifier), "a query is another one when it is written out")
        for (name, tampered) in tamperings(of: request) {
            try require(!isValid(tampered, verifier), "a request is taken after a change of its \(name)")
        }
        return identity != nil
    }

    private static func isValid(_ request: SignableRequest, _ verifier: SignatureVerifier) -> Bool {
        (try? verifier.verify(request, now: now)) != nil
    }

    private static func tamperings(of request: SignableRequest) -> [(String, SignableRequest)] {
        var method = request
        method.method += "X"
        var path = request
        path.path += "/x"
        var query = request
        query.query += "&x=y"
        var body = request
        body.body.append(0)
        var header = request
        header.headers = request.headers.map {
            $0.name == "host" ? SignableRequest.Header($0.name, $0.value + "x") : $0
        }
        var added = request
        added.headers.append(SignableRequest.Header("x-amz-target", "TrentService.Decrypt"))
        return [
            ("method", method), ("path", path), ("query", query), ("body", body), ("host", header),
            ("steering headers", added),
        ]
    }

    /// 2026-01-31T00:00:00Z.
    package static let now: Int64 = 1_769_817_600

    /// Headers that the signer writes, or that the verifier compares with something else.
    private static let unsigned: Set = [
        "authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "host",
    ]

    private static func isName(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isNameByte) }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

/// The credential that the corpus is signed with.
package struct OneClient: SigningSecrets {
    package static let id = "AKIAFUZZING"
    package static let secret = SigningSecret(secretAccessKey: "fuzzing")

    package init() {}

    package func secret(forAccessKey id: String) -> SigningSecret? { id == Self.id ? Self.secret : nil }
}

extension SignableRequest {
    /// Lines of method, path, query and headers, an empty line, the body; nil where that is not text.
    init?(text bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 60, omittingEmptySubsequences: false)
        guard lines.count > 4 else { return nil }
        let texts = lines.map { String(decoding: $0, as: UTF8.self) }
        let end = texts.dropFirst(3).firstIndex(of: "") ?? texts.count
        let headers = texts[3..<end].map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return Header(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
        let body = lines.dropFirst(end + 1).joined(separator: [UInt8(ascii: "\n")])
        self.init(method: texts[0], path: texts[1], query: texts[2], headers: headers, body: Array(body))
    }
}
