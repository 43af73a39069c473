import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("RSA encryption")
struct RSAEncryptionTests {
    /// RFC 8017, section 7.1.1: the block less two digests and two bytes.
    private static func limit(_ spec: KeySpec, _ algorithm: AsymmetricEncryption) throws -> Int {
        let block = try #require([KeySpec.rsa2048: 256, .rsa3072: 384, .rsa4096: 512][spec])
        return block - 2 * (algorithm == .oaepSHA1 ? 20 : 32) - 2
    }

    @Test(
        "the empty, the short and the longest plaintext come back, and a longer one is refused", arguments: KeySpec.rsa)
    func roundTrip(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        for algorithm in AsymmetricEncryption.allCases {
            let limit = try Self.limit(spec, algorithm)
            for count in [0, 1, 32, limit - 1, limit] {
                let plaintext = SeededRandom(UInt64(count)).bytes(count)
                let ciphertext = try sample.encrypt(plaintext, algorithm)
                #expect(try sample.encrypt(plaintext, algorithm) != ciphertext)
                #expect(try sample.perform(.decrypt(algorithm, ciphertext: ciphertext)) == plaintext)
            }
            for count in [limit + 1, 512, 8_192] {
                expect(.badInput) { _ = try sample.encrypt([UInt8](repeating: 0, count: count), algorithm) }
            }
        }
    }

    @Test("trap 35: every failure is the same error", arguments: Seed.first(32))
    func failures(seed: Seed) throws {
        let sample = try SampleMaterial.of(.rsa2048)
        let other = try SampleMaterial.of(.rsa3072)
        let random = seed.random
        let ciphertext = try sample.encrypt([1, 2, 3], .oaepSHA256)
        let bad = [
            ciphertext.flipping(bit: random.number(in: 0..<2_048)), random.bytes(256), [], [0] + ciphertext,
            Array(ciphertext.dropLast()), [UInt8](repeating: 0, count: 256), [UInt8](repeating: 0xff, count: 256),
            [UInt8](repeating: 0, count: 255) + [1], try other.encrypt([1], .oaepSHA256),
        ]
        for ciphertext in bad {
            let error = #expect(throws: KeyMaterialError.self) {
                try sample.perform(.decrypt(.oaepSHA256, ciphertext: ciphertext))
            }
            #expect(error?.code == .decryptionFailed)
            #expect(error?.message == "the ciphertext could not be decrypted")
        }
        expect(.decryptionFailed, "another hash") {
            _ = try sample.perform(.decrypt(.oaepSHA1, ciphertext: ciphertext))
        }
    }

    @Test("what is no public key of RSA with 2048, 3072 or 4096 bits is refused")
    func publicKeys() throws {
        let publicKey = try SampleMaterial.of(.rsa2048).publicKey()
        let algorithm: [UInt8] = [
            0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
        ]
        let modulus = [UInt8](repeating: 0xff, count: 128)
        let exponent: [UInt8] = [1, 0, 1]
        let keys: [[UInt8]] = [
            der(0x02, [0] + modulus) + der(0x02, exponent),  // 1024 bits
            der(0x02, [0] + modulus + modulus) + der(0x02, [3]),
            der(0x02, [0] + modulus + modulus) + der(0x02, [1, 0, 0]),
            der(0x02, [0] + modulus + modulus) + der(0x02, [1] + modulus),
            der(0x02, [0] + modulus + modulus),
            der(0x02, modulus + modulus) + der(0x02, exponent),  // negative
            der(0x02, [0, 0] + modulus + modulus) + der(0x02, exponent),
        ]
        let encodings = keys.map { der(0x30, algorithm, der(0x03, [0], der(0x30, $0))) }
        let others = try [[], publicKey + [0], Array(publicKey.dropLast()), SampleMaterial.of(.p256).publicKey()]
        for encoding in encodings + others {
            expect(.badInput) {
                _ = try PublicKeyOperations.isValid(
                    signature: [], message: [], isDigest: false, algorithm: .rsaPSSSHA256, publicKey: encoding,
                    spec: .rsa2048)
            }
        }
        expect(.badInput, "of another length") {
            _ = try PublicKeyOperations.isValid(
                signature: [], message: [], isDigest: false, algorithm: .rsaPSSSHA256, publicKey: publicKey,
                spec: .rsa3072)
        }
    }

    /// Only keys of 2048, 3072 and 4096 bits, SHA-1 or SHA-256 in both places, and no label apply: of the miscellaneous
    /// file six groups, of the other one all cases but the eight with a label, which must not open.
    @Test(
        "Wycheproof's cases", .needsSharedVectors,
        arguments: [("rsa_oaep_2048_sha256_mgf1sha256", 37), ("rsa_oaep_misc", 18)])
    func wycheproof(name: String, count: Int) throws {
        let specs: [Int: KeySpec] = [2_048: .rsa2048, 3_072: .rsa3072, 4_096: .rsa4096]
        let algorithms: [String: AsymmetricEncryption] = ["SHA-1": .oaepSHA1, "SHA-256": .oaepSHA256]
        var applied = 0
        for group in try WycheproofFile<WycheproofDecryptions>.load(name) where group.sha == group.mgfSha {
            guard let spec = specs[group.keySize], let algorithm = algorithms[group.sha] else { continue }
            let sample = try SampleMaterial(importing: [UInt8](hex: group.privateKeyPkcs8), spec)
            for test in group.tests {
                applied += 1
                let operation = KeyOperation.decrypt(algorithm, ciphertext: try [UInt8](hex: test.ct))
                if test.result == .valid, test.label.isEmpty {
                    #expect(try sample.perform(operation).hex == test.msg, "\(name) \(test.tcId)")
                } else {
                    expect(.decryptionFailed, "\(name) \(test.tcId)") { _ = try sample.perform(operation) }
                }
            }
        }
        #expect(applied == count)
    }
}
