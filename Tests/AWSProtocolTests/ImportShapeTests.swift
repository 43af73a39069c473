import AWSProtocol
import StrictJSON
import Testing

@Suite("Importing key material")
struct ImportShapeTests {
    private let start = #"{"KeyId":"k","ImportToken":"AA==","EncryptedKeyMaterial":"AQ==""#
    private let materialID = String(repeating: "0a", count: 32)

    private func readImport(_ rest: String) throws(AWSError) -> ImportKeyMaterialRequest {
        try read(ImportKeyMaterialRequest.self, start + rest + "}")
    }

    private func importRefusal(_ rest: String) -> (code: AWSError.Code, message: String)? {
        refusal(of: start + rest + "}", as: ImportKeyMaterialRequest.self)
    }

    @Test(
        "every way of wrapping in the model is read",
        arguments: AWSWrappingAlgorithm.allCases, AWSWrappingKeySpec.allCases)
    func parameters(algorithm: AWSWrappingAlgorithm, spec: AWSWrappingKeySpec) throws {
        let body = #"{"KeyId":"k","WrappingAlgorithm":"\#(algorithm.rawValue)","WrappingKeySpec":"\#(spec.rawValue)"}"#
        let request = try read(GetParametersForImportRequest.self, body)
        #expect(request.wrappingAlgorithm == algorithm)
        #expect(request.wrappingKeySpec == spec)
    }

    @Test("wrapping needs an algorithm and a key")
    func missingParameters() throws {
        let found = try #require(
            refusal(of: #"{"KeyId":"k"}"#, as: GetParametersForImportRequest.self))
        #expect(found.message.contains("'wrappingAlgorithm'"))
        #expect(found.message.contains("'wrappingKeySpec'"))
    }

    @Test("the answer has token, key and the date up to which they serve")
    func parametersAnswer() {
        let answer = GetParametersForImportResponse(
            keyID: "a", importToken: [0], publicKey: [1], parametersValidTo: 86_400)
        #expect(
            text(answer) == #"{"KeyId":"a","ImportToken":"AA==","PublicKey":"AQ==","ParametersValidTo":86400.000}"#)
    }

    @Test("material that expires has a date, and other material has none")
    func expiration() throws {
        #expect(try readImport(#","ValidTo":1700000000"#).validTo == 1_700_000_000)
        #expect(
            try readImport(#","ValidTo":1700000000.25,"ExpirationModel":"KEY_MATERIAL_EXPIRES""#).validTo
                == 1_700_000_000.25)
        #expect(try readImport(#","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE""#).validTo == nil)
        #expect(importRefusal("")?.code == .validation)
        #expect(importRefusal(#","ExpirationModel":"KEY_MATERIAL_EXPIRES""#)?.message.contains("must be set") == true)
        #expect(
            importRefusal(#","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE","ValidTo":1"#)?.message.contains(
                "not be set")
                == true)
    }

    @Test(
        "a date is a number of seconds",
        arguments: [#""2030-01-01""#, #""1700000000""#, "true", "[]", "{}"])
    func dates(value: String) {
        #expect(importRefusal(#","ValidTo":\#(value)"#)?.code == .serialization)
    }

    @Test("material may be said to be new, or to be what the key had before")
    func types() throws {
        let never = #","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE""#
        #expect(try readImport(never).importType == nil)
        #expect(try readImport(never + #","ImportType":"NEW_KEY_MATERIAL""#).importType == .newKeyMaterial)
        let again = never + #","ImportType":"EXISTING_KEY_MATERIAL","KeyMaterialId":"\#(materialID)""#
        #expect(try readImport(again).keyMaterialID == materialID)
        let both = never + #","ImportType":"NEW_KEY_MATERIAL","KeyMaterialId":"\#(materialID)""#
        #expect(importRefusal(both)?.code == .validation)
    }

    @Test(
        "descriptions and ids of material keep to their patterns",
        arguments: [
            (#""KeyMaterialDescription":"""#, true), (#""KeyMaterialDescription":"HSM 7/b: x_y.z-1\n""#, true),
            (#""KeyMaterialDescription":"a!""#, false), (#""KeyMaterialDescription":"é""#, false),
            (#""KeyMaterialId":"abc""#, false),
            (#""KeyMaterialId":"\#(String(repeating: "0A", count: 32))""#, false),
            (#""KeyMaterialId":"\#(String(repeating: "0g", count: 32))""#, false),
            (#""KeyMaterialId":"\#(String(repeating: "9f", count: 32))""#, true),
        ])
    func patterns(member: String, isTaken: Bool) {
        let found = importRefusal(#","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE","# + member)
        #expect(found?.code == (isTaken ? nil : .validation))
    }

    @Test("wrapped material and tokens have at most 6144 bytes and are never repeated in a message")
    func blobs() throws {
        let long = String(repeating: "c2Vj", count: 2049)
        let body =
            #"{"KeyId":"k","ImportToken":"\#(long)","EncryptedKeyMaterial":"\#(long)","ValidTo":1}"#
        let found = try #require(refusal(of: body, as: ImportKeyMaterialRequest.self))
        #expect(found.code == .validation)
        #expect(found.message.contains("'importToken'"))
        #expect(found.message.contains("'encryptedKeyMaterial'"))
        #expect(!found.message.contains("c2Vj"))
    }

    @Test("material is deleted by key, or by key and id")
    func deletion() throws {
        let request = try read(DeleteImportedKeyMaterialRequest.self, #"{"KeyId":"k"}"#)
        #expect(request.keyMaterialID == nil)
        let named = #"{"KeyId":"k","KeyMaterialId":"\#(materialID)"}"#
        #expect(
            try read(DeleteImportedKeyMaterialRequest.self, named).keyMaterialID == materialID)
    }

    @Test("answers name the material where a key can have several")
    func answers() {
        #expect(text(ImportKeyMaterialResponse(keyID: "a")) == #"{"KeyId":"a"}"#)
        let named = #"{"KeyId":"a","KeyMaterialId":"m"}"#
        #expect(text(ImportKeyMaterialResponse(keyID: "a", keyMaterialID: "m")) == named)
        #expect(text(DeleteImportedKeyMaterialResponse(keyID: "a", keyMaterialID: "m")) == named)
        #expect(text(DeleteImportedKeyMaterialResponse(keyID: "a")) == #"{"KeyId":"a"}"#)
    }

    @Test("trap 29: a changed byte anywhere in a request is read or refused, never a crash")
    func mutations() {
        let rest = #","ValidTo":1.5,"ImportType":"EXISTING_KEY_MATERIAL","KeyMaterialId":"\#(materialID)"}"#
        let body = Array((start + rest).utf8)
        for index in body.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = body
                changed[index] = byte
                do throws(AWSError) {
                    _ = try ImportKeyMaterialRequest(body: changed)
                } catch {
                    #expect([.serialization, .validation].contains(error.code))
                }
            }
        }
    }
}
