import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("Wrapped imports")
struct ImportWrappingTests {
    private func unwrap(
        _ wrapped: [UInt8], _ wrapping: ImportWrapping, _ sample: SampleMaterial
    ) throws -> [UInt8] {
        try wrapping.unwrap(wrapped, privateKey: sample.material).revealed()
    }

    @Test("material under OAEP comes out, under the right hash only", arguments: KeySpec.rsa)
    func oaep(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        let plaintext = SeededRandom(7).bytes(64)
        let (sha1, sha256) = (
            try sample.encrypt(plaintext, .oaepSHA1), try sample.encrypt(plaintext, .oaepSHA256)
        )
        #expect(try unwrap(sha1, .oaepSHA1, sample) == plaintext)
        #expect(try unwrap(sha256, .oaepSHA256, sample) == plaintext)
        expect(.decryptionFailed) { _ = try unwrap(sha1, .oaepSHA256, sample) }
        expect(.decryptionFailed) { _ = try unwrap(sha256, .oaepSHA1, sample) }
    }

    /// RFC 5649, section 6.
    @Test("the vectors of RFC 5649", arguments: [AsymmetricEncryption.oaepSHA1, .oaepSHA256])
    func vectors(algorithm: AsymmetricEncryption) throws {
        let wrapping: ImportWrapping = algorithm == .oaepSHA1 ? .aesKeyWrapSHA1 : .aesKeyWrapSHA256
        let sample = try SampleMaterial.of(.rsa2048)
        let key = try [UInt8](hex: "5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8")
        let cases = [
            (
                "c37b7e6492584340bed12207808941155068f738",
                "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a"
            ), ("466f7250617369", "afbeb0f07dfbf5419200f2ccb50bb24f"),
        ]
        for (plaintext, wrapped) in cases {
            let wrapped = try [UInt8](hex: wrapped)
            let encrypted = try sample.encrypt(key, algorithm)
            #expect(try unwrap(encrypted + wrapped, wrapping, sample).hex == plaintext)
            for bit in stride(from: 0, to: wrapped.count * 8, by: 7) {
                expect(.decryptionFailed) { _ = try unwrap(encrypted + wrapped.flipping(bit: bit), wrapping, sample) }
            }
            for count in 0..<wrapped.count {
                expect(.decryptionFailed) { _ = try unwrap(encrypted + wrapped.prefix(count), wrapping, sample) }
            }
            expect(.decryptionFailed) { _ = try unwrap(wrapped, wrapping, sample) }
            expect(.decryptionFailed) { _ = try unwrap(encrypted.flipping(bit: 77) + wrapped, wrapping, sample) }
        }
    }

    @Test("an AES key of another length is refused", arguments: [0, 1, 15, 20, 31, 33, 64])
    func keyLengths(count: Int) throws {
        let sample = try SampleMaterial.of(.rsa2048)
        let encrypted = try sample.encrypt([UInt8](repeating: 1, count: count), .oaepSHA256)
        expect(.decryptionFailed) {
            _ = try unwrap(encrypted + [UInt8](repeating: 2, count: 16), .aesKeyWrapSHA256, sample)
        }
    }

    @Test("only RSA keys unwrap", arguments: [KeySpec.p256, .mlDSA65])
    func wrongKeys(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        for wrapping in ImportWrapping.allCases {
            expect(.wrongOperation) { _ = try unwrap([UInt8](repeating: 1, count: 256), wrapping, sample) }
        }
    }

    @Test("Wycheproof's cases of key wrap with padding", .needsSharedVectors)
    func wycheproof() throws {
        let sample = try SampleMaterial.of(.rsa2048)
        var applied = 0
        for test in try WycheproofFile<WycheproofKeyWraps>.load("aes_kwp").flatMap(\.tests) {
            applied += 1
            let wrapped = try sample.encrypt([UInt8](hex: test.key), .oaepSHA256) + [UInt8](hex: test.ct)
            if test.result == .valid {
                #expect(try unwrap(wrapped, .aesKeyWrapSHA256, sample).hex == test.msg, "\(test.tcId)")
            } else {
                expect(.decryptionFailed, "\(test.tcId)") { _ = try unwrap(wrapped, .aesKeyWrapSHA256, sample) }
            }
        }
        #expect(applied == 254)
    }
}
