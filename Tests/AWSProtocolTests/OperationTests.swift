import AWSProtocol
import StrictJSON
import Testing

@Suite("Operations, errors and answers")
struct OperationTests {
    @Test("the table has the 54 operations of the service model")
    func count() throws {
        #expect(KMSOperation.allCases.count == 54)
        #expect(try KMSOperation(target: "TrentService.Encrypt") == .encrypt)
        #expect(try KMSOperation(target: "TrentService.GetKeyLastUsage").action == "kms:GetKeyLastUsage")
    }

    @Test(
        "any other target is an unknown operation",
        arguments: [
            nil, "", "Encrypt", "TrentService.", "TrentService.encrypt", "TrentService.Encrypt ",
            "trentservice.Encrypt",
            "TrentService.Encrypt.x", "DynamoDB_20120810.GetItem",
        ])
    func unknown(target: String?) {
        #expect(throws: AWSError(.unknownOperation, "")) { try KMSOperation(target: target) }
    }

    @Test("statuses are those of the decisions")
    func statuses() {
        #expect(AWSError.Code.internalFailure.httpStatus == 500)
        #expect(AWSError.Code.keyUnavailable.httpStatus == 500)
        #expect(AWSError.Code.dependencyTimeout.httpStatus == 503)
        #expect(AWSError.Code.accessDenied.httpStatus == 400)
        #expect(AWSError.Code.validation.httpStatus == 400)
    }

    @Test("an error's body names its type and message")
    func errorBody() {
        let body = AWSError(.notFound, "Alias \"x\" is not found.").body
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"__type":"NotFoundException","message":"Alias \"x\" is not found."}"#)
    }

    @Test("metadata leaves out what a key does not have")
    func metadata() {
        let metadata = KeyMetadata(
            accountID: "1", keyID: "k", arn: "a", created: 1.5, description: "", spec: .ed25519, usage: .signVerify,
            state: "Enabled", isEnabled: true, signingAlgorithms: [.ed25519SHA512])
        #expect(
            String(decoding: metadata.body, as: UTF8.self)
                == #"{"AWSAccountId":"1","KeyId":"k","Arn":"a","CreationDate":1.500,"Enabled":true,"Description":"","#
                + #""KeyUsage":"SIGN_VERIFY","KeyState":"Enabled","Origin":"AWS_KMS","KeyManager":"CUSTOMER","#
                + #""CustomerMasterKeySpec":"ECC_NIST_EDWARDS25519","KeySpec":"ECC_NIST_EDWARDS25519","#
                + #""SigningAlgorithms":["ED25519_SHA_512"],"MultiRegion":false}"#)
    }

    @Test("a page says whether there is more")
    func pages() {
        let last = ListKeysResponse(page: Page(items: [.init(keyID: "k", arn: "a")], nextMarker: nil))
        #expect(
            String(decoding: last.body, as: UTF8.self) == #"{"Keys":[{"KeyId":"k","KeyArn":"a"}],"Truncated":false}"#)
        let first = ListKeyPoliciesResponse(page: Page(items: ["default"], nextMarker: "m"))
        #expect(
            String(decoding: first.body, as: UTF8.self)
                == #"{"PolicyNames":["default"],"NextMarker":"m","Truncated":true}"#)
    }
}
