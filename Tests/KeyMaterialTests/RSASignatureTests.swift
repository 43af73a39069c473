import Crypto
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("RSA signatures")
struct RSASignatureTests {
    private static func digest(_ message: [UInt8], _ algorithm: SignatureAlgorithm) -> [UInt8] {
        switch algorithm {
        case .rsaPSSSHA384, .rsaPKCS1SHA384: Array(SHA384.hash(data: message))
        case .rsaPSSSHA512, .rsaPKCS1SHA512: Array(SHA512.hash(data: message))
        default: Array(SHA256.hash(data: message))
        }
    }

    @Test("a message and its digest are signed with all six algorithms", arguments: KeySpec.rsa)
    func roundTrip(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        let message = Array("a message".utf8)
        for algorithm in spec.signatureAlgorithms {
            let digest = Self.digest(message, algorithm)
            let ofMessage = try sample.sign(message, algorithm)
            let ofDigest = try sample.sign(digest, algorithm, isDigest: true)
            #expect((ofMessage == ofDigest) == algorithm.rawValue.contains("PKCS1"), "only PSS is salted")
            for signature in [ofMessage, ofDigest] {
                #expect(try sample.isValid(signature, message, algorithm))
                #expect(try sample.isValid(signature, digest, algorithm, isDigest: true))
                #expect(try !sample.isValid(signature, message + [0], algorithm))
                for other in spec.signatureAlgorithms where other != algorithm {
                    #expect(try !sample.isValid(signature, message, other))
                }
            }
        }
    }

    @Test("a signature with a changed bit or of another length does not verify", arguments: Seed.first(32))
    func mutation(seed: Seed) throws {
        let sample = try SampleMaterial.of(.rsa2048)
        let random = seed.random
        for algorithm in [SignatureAlgorithm.rsaPSSSHA256, .rsaPKCS1SHA512] {
            let signature = try sample.sign([1, 2], algorithm)
            let changed = signature.flipping(bit: random.number(in: 0..<2_048))
            for other in [changed, [], [0] + signature, Array(signature.dropFirst()), Array(signature.dropLast())] {
                #expect(try !sample.isValid(other, [1, 2], algorithm))
            }
        }
    }

    @Test("a digest of another length is the client's fault", arguments: KeySpec.rsa2048.signatureAlgorithms)
    func digests(algorithm: SignatureAlgorithm) throws {
        let sample = try SampleMaterial.of(.rsa2048)
        let count = try #require(algorithm.digestByteCount)
        for other in [0, 20, count - 1, count + 1] {
            let digest = [UInt8](repeating: 1, count: other)
            expect(.badInput) { _ = try sample.sign(digest, algorithm, isDigest: true) }
            expect(.badInput) { _ = try sample.isValid([1], digest, algorithm, isDigest: true) }
        }
    }

    /// The material is not validated when it is decoded: a flipped bit in a private number stands for a fault in the
    /// calculation.
    @Test("trap 34: a fault gives an error or a signature that verifies", arguments: Seed.first(48))
    func faults(seed: Seed) throws {
        let sample = try SampleMaterial.of(.rsa2048)
        let encoding = try SampleMaterial.encoding(of: .rsa2048)
        // Behind the version, the modulus and the exponent.
        let bit = seed.random.number(in: 280 * 8..<encoding.count * 8)
        guard let faulty = try? SampleMaterial(decoding: encoding.flipping(bit: bit), .rsa2048) else { return }
        for algorithm in [SignatureAlgorithm.rsaPSSSHA256, .rsaPKCS1SHA256] {
            do {
                let signature = try faulty.sign([1, 2, 3], algorithm)
                #expect(try sample.isValid(signature, [1, 2, 3], algorithm))
            } catch let error as KeyMaterialError {
                #expect(error.code == .library)
            }
        }
    }

    @Test("one material signs on many threads at once (trap 21)")
    func concurrency() async throws {
        let sample = try SampleMaterial.of(.rsa2048)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<UInt8(32) {
                group.addTask {
                    let signature = try sample.sign([number], .rsaPSSSHA256)
                    return try sample.isValid(signature, [number], .rsaPSSSHA256)
                }
            }
            for try await isValid in group { #expect(isValid) }
        }
    }

    /// Groups whose public exponent is 3 (wanted here: at least 65537) do not apply. A missing NULL in the encoded hash
    /// name, acceptable to Wycheproof, is refused.
    @Test(
        "Wycheproof's cases", .needsSharedVectors,
        arguments: [
            ("rsa_signature_2048_sha256", KeySpec.rsa2048, SignatureAlgorithm.rsaPKCS1SHA256, 257),
            ("rsa_signature_3072_sha256", .rsa3072, .rsaPKCS1SHA256, 258),
            ("rsa_pss_2048_sha256_mgf1_32", .rsa2048, .rsaPSSSHA256, 108),
        ])
    func wycheproof(name: String, spec: KeySpec, algorithm: SignatureAlgorithm, count: Int) throws {
        var applied = 0
        for group in try WycheproofFile<WycheproofSignatures>.load(name) {
            let publicKey = try [UInt8](hex: #require(group.publicKeyDer))
            for test in group.tests {
                let (signature, message) = try ([UInt8](hex: test.sig), [UInt8](hex: test.msg))
                let verify = {
                    try PublicKeyOperations.isValid(
                        signature: signature, message: message, isDigest: false, algorithm: algorithm,
                        publicKey: publicKey, spec: spec)
                }
                if publicKey.suffix(3) == [2, 1, 3] {
                    expect(.badInput) { _ = try verify() }
                } else {
                    applied += 1
                    #expect(try verify() == (test.result == .valid), "\(name) \(test.tcId)")
                }
            }
        }
        #expect(applied == count)
    }

    /// SHA-1, SHA-224 and the exponent 3 do not apply: that leaves three keys of eight cases.
    @Test("Wycheproof's keys give Wycheproof's signatures and encodings", .needsSharedVectors)
    func generation() throws {
        let algorithms: [String: SignatureAlgorithm] = [
            "SHA-256": .rsaPKCS1SHA256, "SHA-384": .rsaPKCS1SHA384, "SHA-512": .rsaPKCS1SHA512,
        ]
        var applied = 0
        for group in try WycheproofFile<WycheproofSignatures>.load("rsa_pkcs1_2048_sig_gen") {
            let pkcs8 = try [UInt8](hex: #require(group.privateKeyPkcs8))
            let keyDER = try [UInt8](hex: #require(group.keyDer))
            guard keyDER.suffix(3) != [2, 1, 3] else {
                expect(.badMaterial) { _ = try SampleMaterial(importing: pkcs8, .rsa2048) }
                continue
            }
            let sample = try SampleMaterial(importing: pkcs8, .rsa2048)
            #expect(try sample.pkcs8() == pkcs8)
            #expect(try sample.publicKey() == keyDER)
            guard let algorithm = algorithms[group.sha] else { continue }
            for test in group.tests {
                applied += 1
                #expect(try sample.sign([UInt8](hex: test.msg), algorithm).hex == test.sig, "\(test.tcId)")
            }
        }
        #expect(applied == 24)
    }
}
