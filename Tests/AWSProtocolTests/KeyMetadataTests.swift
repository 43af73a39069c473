import AWSProtocol
import StrictJSON
import Testing

@Suite("What is told of a key, and keys of several regions")
struct KeyMetadataTests {
    private let primary = MultiRegionConfiguration.Key(arn: "p", region: "eu-central-1")
    private let replica = MultiRegionConfiguration.Key(arn: "r", region: "eu-west-1")

    private func metadata(_ spec: AWSKeySpec, _ usage: AWSKeyUsage) -> KeyMetadata {
        KeyMetadata(
            accountID: "1", keyID: "k", arn: "a", created: 0, description: "", spec: spec, usage: usage,
            state: "Enabled", isEnabled: true)
    }

    @Test("a key with imported material says when it expires")
    func imported() {
        var metadata = metadata(.symmetricDefault, .encryptDecrypt)
        metadata.origin = .external
        metadata.expirationModel = .expires
        metadata.validTo = 2.5
        metadata.currentKeyMaterialID = "m"
        let body = text(metadata)
        #expect(
            body.contains(#""ValidTo":2.500,"Origin":"EXTERNAL","ExpirationModel":"KEY_MATERIAL_EXPIRES","KeyManager""#)
        )
        #expect(body.hasSuffix(#""MultiRegion":false,"CurrentKeyMaterialId":"m"}"#))
    }

    @Test("a key lists the algorithms of its use")
    func algorithms() {
        var hmac = metadata(.hmac512, .generateVerifyMac)
        hmac.macAlgorithms = [.hmacSHA512]
        #expect(text(hmac).hasSuffix(#""KeySpec":"HMAC_512","MacAlgorithms":["HMAC_SHA_512"],"MultiRegion":false}"#))
        var agreement = metadata(.p521, .keyAgreement)
        agreement.keyAgreementAlgorithms = [.ecdh]
        #expect(text(agreement).contains(#""KeyUsage":"KEY_AGREEMENT""#))
        #expect(text(agreement).hasSuffix(#""KeyAgreementAlgorithms":["ECDH"],"MultiRegion":false}"#))
    }

    @Test("a multi-Region key names its like")
    func multiRegion() {
        var metadata = metadata(.symmetricDefault, .encryptDecrypt)
        metadata.multiRegion = MultiRegionConfiguration(type: .primary, primary: primary, replicas: [replica])
        metadata.state = "PendingReplicaDeletion"
        metadata.pendingDeletionWindowInDays = 7
        let body = text(metadata)
        #expect(body.contains(#""KeyState":"PendingReplicaDeletion","PendingDeletionWindowInDays":7,"Origin""#))
        #expect(
            body.hasSuffix(
                #""MultiRegion":true,"MultiRegionConfiguration":{"MultiRegionKeyType":"PRIMARY","#
                    + #""PrimaryKey":{"Arn":"p","Region":"eu-central-1"},"#
                    + #""ReplicaKeys":[{"Arn":"r","Region":"eu-west-1"}]}}"#))
    }

    @Test("a key is replicated")
    func replicate() throws {
        let body = #"{"KeyId":"k","ReplicaRegion":"eu-west-1","Tags":[{"TagKey":"a","TagValue":"b"}]}"#
        let request = try read(ReplicateKeyRequest.self, body)
        #expect(request.replicaRegion == "eu-west-1")
        #expect(request.description.isEmpty)
        #expect(request.policy == nil)
        #expect(request.bypassPolicyLockoutSafetyCheck == nil)
        #expect(request.tags.map(\.key) == ["a"])
        let answer = ReplicateKeyResponse(
            metadata: metadata(.symmetricDefault, .encryptDecrypt), policy: "{}", tags: request.tags)
        #expect(text(answer).hasPrefix(#"{"ReplicaKeyMetadata":{"AWSAccountId":"1","#))
        #expect(text(answer).hasSuffix(#","ReplicaPolicy":"{}","ReplicaTags":[{"TagKey":"a","TagValue":"b"}]}"#))
    }

    @Test("the primary region is changed")
    func update() throws {
        let request = try read(UpdatePrimaryRegionRequest.self, #"{"KeyId":"k","PrimaryRegion":"us-gov-west-1"}"#)
        #expect(request.primaryRegion == "us-gov-west-1")
        #expect(refusal(of: #"{"KeyId":"k"}"#, as: UpdatePrimaryRegionRequest.self)?.code == .validation)
    }

    @Test(
        "a region has two or three words and a number",
        arguments: [
            ("eu-central-1", true), ("us-iso-east-10", true), ("eu-1", false), ("eu-central", false),
            ("a-b-c-d-1", false), ("eu--1", false), ("-central-1", false), ("eu-central-", false),
            ("EU-central-1", false), ("eu-central-1\\n", false), ("eu-central-1a", false), ("eu-ce1tral-1", false),
            ("eu-zentral-٣", false), ("", false), (String(repeating: "a", count: 32) + "-b-1", false),
        ])
    func regions(name: String, isOne: Bool) {
        let body = #"{"KeyId":"k","ReplicaRegion":"\#(name)"}"#
        #expect(refusal(of: body, as: ReplicateKeyRequest.self)?.code == (isOne ? nil : .validation))
    }

    @Test("the errors of these operations have AWS's names and blame the client")
    func errors() {
        let errors: [(AWSError.Code, String)] = [
            (.expiredImportToken, "ExpiredImportTokenException"), (.incorrectKey, "IncorrectKeyException"),
            (.incorrectKeyMaterial, "IncorrectKeyMaterialException"),
            (.invalidCiphertext, "InvalidCiphertextException"),
            (.invalidImportToken, "InvalidImportTokenException"), (.invalidMac, "KMSInvalidMacException"),
            (.invalidKMSSignature, "KMSInvalidSignatureException"),
        ]
        for (code, name) in errors {
            #expect(code.name == name)
            #expect(code.httpStatus == 400)
        }
    }
}
