import AWSProtocol
import Gateway
import StrictJSON

extension FakeFleet {
    /// Makes a key and returns its id.
    package func makeKey(_ body: String = "{}", region: String = FakeFleet.region) async -> String {
        await call(.createKey, body, region: region)["KeyMetadata"]?["KeyId"]?.text ?? ""
    }

    /// Makes an `ECC_NIST_EDWARDS25519` key and returns its id.
    package func makeSigningKey() async -> String {
        await makeKey(#"{"KeySpec":"ECC_NIST_EDWARDS25519","KeyUsage":"SIGN_VERIFY"}"#)
    }

    package static func arn(_ id: String, region: String = FakeFleet.region) -> String {
        "arn:aws:kms:\(region):\(account):key/\(id)"
    }
}
