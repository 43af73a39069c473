import AWSProtocol
import Benchmark

/// Signature Version 4 with the day's signing key at hand, as it is from the second request on.
func addSignatureBenchmarks() {
    let secret = SigningSecret(secretAccessKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCD")
    let signer = RequestSigner(accessKeyID: Sample.accessKeyID, secret: secret, region: Sample.region)
    let request = signed(by: signer)
    let verifier = SignatureVerifier(secrets: [Sample.accessKeyID: secret])

    Benchmark("Signature V4: verify a request") { _ in
        blackHole(try verifier.verify(request, now: Sample.now))
    }
}

private func signed(by signer: RequestSigner) -> SignableRequest {
    var request = SignableRequest(
        method: "POST", path: "/",
        headers: [
            SignableRequest.Header("host", "127.0.0.1:8400"),
            SignableRequest.Header("content-type", "application/x-amz-json-1.1"),
            SignableRequest.Header("x-amz-target", "TrentService.GenerateDataKey"),
        ], body: Sample.body)
    signer.sign(&request, now: Sample.now)
    return request
}
