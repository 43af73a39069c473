import Crypto
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("ECDSA")
struct ECDSATests {
    @Test("a message and its digest are signed, and nothing else verifies", arguments: KeySpec.curves)
    func roundTrip(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        let algorithm = try #require(spec.signatureAlgorithms.first)
        let message = Array("a message".utf8)
        let digest: [UInt8] =
            switch spec {
            case .p384: Array(SHA384.hash(data: message))
            case .p521: Array(SHA512.hash(data: message))
            default: Array(SHA256.hash(data: message))
            }
        let signatures = [
            try sample.sign(message, algorithm), try sample.sign(digest, algorithm, isDigest: true),
        ]
        #expect(signatures[0] != signatures[1], "the nonce is random")
        for signature in signatures {
            #expect(try sample.isValid(signature, message, algorithm))
            #expect(try sample.isValid(signature, digest, algorithm, isDigest: true))
            #expect(try !sample.isValid(signature, message + [0], algorithm))
            #expect(try !sample.isValid(signature + [0], message, algorithm))
            #expect(try !sample.isValid([], message, algorithm))
        }
        for bit in 0..<signatures[0].count * 8 {
            #expect(try !sample.isValid(signatures[0].flipping(bit: bit), message, algorithm))
        }
    }

    @Test("another implementation verifies what is signed here, and the other way around", arguments: Seed.first(8))
    func oracle(seed: Seed) throws {
        let message = seed.random.bytes(100)
        let p256 = try SampleMaterial.of(.p256)
        let p384 = try SampleMaterial.of(.p384)
        let p521 = try SampleMaterial.of(.p521)
        #expect(
            try P256.Signing.PublicKey(derRepresentation: p256.publicKey()).isValidSignature(
                .init(derRepresentation: p256.sign(message, .ecdsaSHA256)), for: message))
        #expect(
            try P384.Signing.PublicKey(derRepresentation: p384.publicKey()).isValidSignature(
                .init(derRepresentation: p384.sign(message, .ecdsaSHA384)), for: message))
        #expect(
            try P521.Signing.PublicKey(derRepresentation: p521.publicKey()).isValidSignature(
                .init(derRepresentation: p521.sign(message, .ecdsaSHA512)), for: message))
        let theirs = try P384.Signing.PrivateKey(derRepresentation: p384.pkcs8())
        #expect(try p384.isValid(Array(theirs.signature(for: message).derRepresentation), message, .ecdsaSHA384))
    }

    @Test("a digest of another length is the client's fault", arguments: KeySpec.curves)
    func digests(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        let algorithm = try #require(spec.signatureAlgorithms.first)
        let count = try #require(algorithm.digestByteCount)
        for other in [0, 1, 20, count - 1, count + 1, 128] {
            let digest = [UInt8](repeating: 1, count: other)
            expect(.badInput) { _ = try sample.sign(digest, algorithm, isDigest: true) }
            expect(.badInput) { _ = try sample.isValid([1], digest, algorithm, isDigest: true) }
        }
    }

    @Test("a public key of another curve or kind is refused", arguments: KeySpec.curves)
    func publicKeys(spec: KeySpec) throws {
        let algorithm = try #require(spec.signatureAlgorithms.first)
        for other in KeySpec.asymmetricInQuorum where other != spec {
            let publicKey = try SampleMaterial.of(other).publicKey()
            expect(.badInput) {
                _ = try PublicKeyOperations.isValid(
                    signature: [1], message: [1], isDigest: false, algorithm: algorithm, publicKey: publicKey,
                    spec: spec)
            }
        }
    }

    @Test(
        "Wycheproof's cases", .needsSharedVectors,
        arguments: [
            ("ecdsa_secp256r1_sha256", KeySpec.p256, 484), ("ecdsa_secp256k1_sha256", .secp256k1, 476),
        ])
    func wycheproof(name: String, spec: KeySpec, count: Int) throws {
        var applied = 0
        for group in try WycheproofFile<WycheproofSignatures>.load(name) {
            let publicKey = try [UInt8](hex: #require(group.publicKeyDer))
            for test in group.tests {
                applied += 1
                let isValid = try PublicKeyOperations.isValid(
                    signature: [UInt8](hex: test.sig), message: [UInt8](hex: test.msg), isDigest: false,
                    algorithm: .ecdsaSHA256, publicKey: publicKey, spec: spec)
                #expect(isValid == (test.result == .valid), "\(name) \(test.tcId)")
            }
        }
        #expect(applied == count)
    }
}
