import KeyMap
import KeyMaterial
import TestSupport
import Testing

@Suite("Which spec has which algorithms")
struct AlgorithmTests {
    @Test("the signature algorithms are those of the AWS model, where a quorum signs")
    func signatures() {
        let rsa: [SignatureAlgorithm] = [
            .rsaPSSSHA256, .rsaPSSSHA384, .rsaPSSSHA512, .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512,
        ]
        let expected: [KeySpec: [SignatureAlgorithm]] = [
            .rsa2048: rsa, .rsa3072: rsa, .rsa4096: rsa, .p256: [.ecdsaSHA256], .secp256k1: [.ecdsaSHA256],
            .p384: [.ecdsaSHA384], .p521: [.ecdsaSHA512], .mlDSA65: [.mlDSA], .mlDSA87: [.mlDSA],
        ]
        for spec in KeySpec.allCases { #expect(spec.signatureAlgorithms == expected[spec] ?? []) }
    }

    @Test("only RSA encrypts, and only HMAC keys have MACs, named after their spec")
    func others() {
        for spec in KeySpec.allCases {
            #expect(spec.encryptionAlgorithms == (KeySpec.rsa.contains(spec) ? [.oaepSHA1, .oaepSHA256] : []))
            let name = spec.rawValue.replacing("HMAC_", with: "HMAC_SHA_")
            #expect(spec.macAlgorithm?.rawValue == (KeySpec.macs.contains(spec) ? name : nil))
        }
    }

    @Test("an operation or an algorithm that a spec does not have is refused", arguments: KeySpec.asymmetricInQuorum)
    func refusals(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        for algorithm in SignatureAlgorithm.allCases where !spec.signatureAlgorithms.contains(algorithm) {
            expect(.wrongOperation) { _ = try sample.sign([1], algorithm) }
            expect(.wrongOperation) { _ = try sample.isValid([1], [1], algorithm) }
        }
        expect(.wrongOperation) { _ = try sample.perform(.evaluate(input: [1])) }
        expect(.wrongOperation) { _ = try sample.perform(.generateMAC(message: [1])) }
        expect(.wrongOperation) { _ = try sample.perform(.verifyMAC(message: [1], mac: [1])) }
        if spec.encryptionAlgorithms.isEmpty {
            expect(.wrongOperation) { _ = try sample.perform(.decrypt(.oaepSHA256, ciphertext: [1])) }
        }
        if !spec.usages.contains(.keyAgreement) {
            expect(.wrongOperation) { _ = try sample.perform(.agree(publicKey: sample.publicKey())) }
        }
    }

    @Test("symmetric material does what its spec does and nothing else")
    func symmetric() throws {
        let domain = try SampleMaterial(importing: [UInt8](repeating: 1, count: 32), .symmetricDefault)
        let mac = try SampleMaterial(importing: [UInt8](repeating: 1, count: 32), .hmac256)
        expect(.wrongOperation) { _ = try domain.perform(.generateMAC(message: [1])) }
        expect(.wrongOperation) { _ = try mac.perform(.evaluate(input: [1])) }
        for sample in [domain, mac] {
            expect(.wrongOperation) { _ = try sample.sign([1], .ecdsaSHA256) }
            expect(.wrongOperation) { _ = try sample.perform(.agree(publicKey: [1])) }
            expect(.wrongOperation) { _ = try sample.perform(.decrypt(.oaepSHA1, ciphertext: [1])) }
            expect(.wrongOperation) { _ = try sample.pkcs8() }
            #expect(try sample.publicKey() == [])
        }
    }

    @Test("material that is derived, never whole or never imported is not made another way")
    func making() {
        for spec in KeySpec.macs + [.symmetricDefault, .ed25519] {
            expect(.wrongOperation) { _ = try KeyMaterial.generate(spec).encoded() }
        }
        expect(.badMaterial) { _ = try SampleMaterial(decoding: [UInt8](repeating: 1, count: 32), .ed25519) }
        for spec in [KeySpec.ed25519, .mlDSA65, .mlDSA87] {
            expect(.wrongOperation) { _ = try SampleMaterial(importing: [UInt8](repeating: 1, count: 32), spec) }
        }
    }
}
