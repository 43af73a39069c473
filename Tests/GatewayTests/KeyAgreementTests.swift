import AWSProtocol
import Crypto
import Gateway
import GatewayTestSupport
import KeyMap
import StrictJSON
import Testing

@Suite("DeriveSharedSecret")
struct KeyAgreementTests {
    let fleet = FakeFleet()
    private let peer = P256.KeyAgreement.PrivateKey()

    private func makeKey(_ more: String = "") async -> String {
        await fleet.makeKey(#"{"KeySpec":"ECC_NIST_P256","KeyUsage":"KEY_AGREEMENT"\#(more)}"#)
    }

    private func body(_ key: String, _ publicKey: [UInt8]) -> String {
        #"{"KeyId":"\#(key)","KeyAgreementAlgorithm":"ECDH","PublicKey":"\#(Base64.encode(publicKey))"}"#
    }

    private func custody(_ key: String) -> Custody? { fleet.replica.key(KeyID(key))?.custody }

    @Test("P-256 is under threshold custody unless the tag asks for another; the others never are")
    func custodies() async {
        let tags = #","Tags":[{"TagKey":"quorate:custody","TagValue":"quorum"}]"#
        #expect(custody(await makeKey()) == .threshold)
        #expect(custody(await makeKey(tags)) == .quorum)
        #expect(custody(await makeKey(#","Origin":"EXTERNAL""#)) == .quorum)
        #expect(
            custody(await fleet.makeKey(#"{"KeySpec":"ECC_NIST_P256","KeyUsage":"SIGN_VERIFY"}"#)) == .quorum)
        #expect(
            custody(await fleet.makeKey(#"{"KeySpec":"ECC_NIST_P384","KeyUsage":"KEY_AGREEMENT"}"#)) == .quorum)
        let threshold = #","Tags":[{"TagKey":"quorate:custody","TagValue":"threshold"}]"#
        for request in [
            #"{"KeySpec":"ECC_NIST_P256","KeyUsage":"SIGN_VERIFY"\#(threshold)}"#,
            #"{"KeySpec":"ECC_NIST_P256","KeyUsage":"KEY_AGREEMENT","Origin":"EXTERNAL"\#(threshold)}"#,
        ] {
            #expect(await fleet.call(.createKey, request).error == "UnsupportedOperationException")
        }
    }

    @Test("the suite's name may stand in a tag")
    func suite() async {
        let right = #","Tags":[{"TagKey":"quorate:suite","TagValue":"p256-agreement-v1"}]"#
        #expect(custody(await makeKey(right)) == .threshold)
    }

    @Test("the public key is the committee's own, and the other side has the same secret")
    func agreement() async throws {
        let key = await makeKey()
        let exported = await fleet.call(.getPublicKey, #"{"KeyId":"\#(key)"}"#).blob("PublicKey")
        let publicKey = try P256.KeyAgreement.PublicKey(derRepresentation: exported)
        #expect(Array(publicKey.derRepresentation) == exported)
        let point = fleet.replica.key(KeyID(key))?.current.shards[0].publicKey
        #expect(point == Array(publicKey.compressedRepresentation))
        let answer = await fleet.call(.deriveSharedSecret, body(key, Array(peer.publicKey.derRepresentation)))
        let shared = try peer.sharedSecretFromKeyAgreement(with: publicKey)
        let expected = unsafe shared.withUnsafeBytes { unsafe [UInt8]($0) }
        #expect(answer.blob("SharedSecret") == expected)
        #expect(answer.text("KeyOrigin") == "AWS_KMS")
    }

    @Test("a public key of another curve, a key for another use and a disabled key are refused as AWS refuses them")
    func refusals() async {
        let good = Array(peer.publicKey.derRepresentation)
        let key = await makeKey()
        let other = Array(P384.KeyAgreement.PrivateKey().publicKey.derRepresentation)
        #expect(await fleet.call(.deriveSharedSecret, body(key, other)).error == "ValidationException")
        let signing = await fleet.makeKey(#"{"KeySpec":"ECC_NIST_P256","KeyUsage":"SIGN_VERIFY"}"#)
        #expect(await fleet.call(.deriveSharedSecret, body(signing, good)).error == "InvalidKeyUsageException")
        _ = await fleet.call(.disableKey, #"{"KeyId":"\#(key)"}"#)
        #expect(await fleet.call(.deriveSharedSecret, body(key, good)).error == "DisabledException")
    }
}
