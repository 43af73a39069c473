package import AWSProtocol
import StrictJSON

extension FuzzTarget {
    /// Bodies of requests: an input's first byte is the operation, the rest its body. A body that is written in another
    /// way is the same request, and every refusal is an answer that a client can read.
    static let requests = FuzzTarget("requests") { (bytes) throws(BrokenProperty) in
        guard let first = bytes.first, Int(first) < shapes.count else { return false }
        let body = Array(bytes.dropFirst())
        switch read(shapes[Int(first)], body) {
        case .failure(let error):
            guard let answer = try? JSONValue(parsing: error.body), case .object(let object) = answer else {
                throw BrokenProperty("a refusal is no JSON object")
            }
            try require(object.members.count == 2, "a refusal has other members than __type and message")
            try require(error.body.count < 64 << 10 + 4 * body.count, "a refusal is far longer than its request")
            return false
        case .success(let request):
            guard let value = try? JSONValue(parsing: body.isEmpty ? Array("{}".utf8) : body) else {
                throw BrokenProperty("a request is taken whose body is no JSON")
            }
            guard case .success(let again) = read(shapes[Int(first)], JSONPrinting.print(value)) else {
                throw BrokenProperty("a request is refused when its body is written in another way")
            }
            try require(request == again, "a request means another thing when its body is written in another way")
            return true
        }
    }

    /// A request in words, because requests cannot be compared.
    private static func read(_ shape: any RequestShape.Type, _ body: [UInt8]) -> Result<String, AWSError> {
        do throws(AWSError) {
            return .success(String(reflecting: try shape.init(body: body)))
        } catch {
            return .failure(error)
        }
    }

    /// New shapes go to the end: the numbers stand in the corpus.
    package static let shapes: [any RequestShape.Type] = [
        EncryptRequest.self, DecryptRequest.self, ReEncryptRequest.self, GenerateDataKeyRequest.self,
        GenerateDataKeyPairRequest.self, GenerateRandomRequest.self, GenerateMacRequest.self, VerifyMacRequest.self,
        SignRequest.self, VerifyRequest.self, DeriveSharedSecretRequest.self, GetPublicKeyRequest.self,
        CreateKeyRequest.self, DescribeKeyRequest.self, KeyRequest.self, ListKeysRequest.self,
        ScheduleKeyDeletionRequest.self, UpdateKeyDescriptionRequest.self, ReplicateKeyRequest.self,
        UpdatePrimaryRegionRequest.self, AliasTargetRequest.self, DeleteAliasRequest.self, ListAliasesRequest.self,
        TagResourceRequest.self, UntagResourceRequest.self, ListResourceTagsRequest.self, GetKeyPolicyRequest.self,
        PutKeyPolicyRequest.self, ListKeyPoliciesRequest.self, GetParametersForImportRequest.self,
        ImportKeyMaterialRequest.self, DeleteImportedKeyMaterialRequest.self,
    ]
}
