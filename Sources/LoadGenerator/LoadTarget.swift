import AWSProtocol

/// Where the load goes, and as whom.
package struct LoadTarget: Sendable {
    package let url: String
    private let signer: RequestSigner

    /// - Parameter url: the endpoint, such as `http://127.0.0.1:8400`.
    package init(url: String, region: String, accessKeyID: String, secretAccessKey: String) {
        self.url = url
        signer = RequestSigner(
            accessKeyID: accessKeyID, secret: SigningSecret(secretAccessKey: secretAccessKey), region: region)
    }

    /// Host and port as in the `Host` header.
    var authority: String { url.split(separator: "/", maxSplits: 1).last.map { String($0.drop { $0 == "/" }) } ?? url }

    /// - Throws: ``LoadError`` unless the endpoint is `http://HOST:PORT`.
    func address() throws(LoadError) -> (host: String, port: Int) {
        let parts = authority.split(separator: ":")
        guard url.hasPrefix("http://"), parts.count == 2, let port = Int(parts[1]) else {
            throw LoadError(description: "load goes to an endpoint such as http://127.0.0.1:8400, not to \(url)")
        }
        return (String(parts[0]), port)
    }

    /// - Parameter now: seconds since 1970.
    func signed(_ operation: String, _ body: [UInt8], now: Int64) -> SignableRequest {
        var request = SignableRequest(
            method: "POST", path: "/",
            headers: [
                SignableRequest.Header("host", authority),
                SignableRequest.Header("content-type", "application/x-amz-json-1.1"),
                SignableRequest.Header("x-amz-target", "TrentService.\(operation)"),
            ], body: body)
        signer.sign(&request, now: now)
        return request
    }
}
