import ByteCoding
import Crypto
import Foundation
import KeyMap
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Ciphertexts")
struct EnvelopeTests {
    private static let arn = "arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-4333-8444-555555555555"
    private static let context = EncryptionContext([(key: "purpose", value: "test")])

    private static func w(_ byte: UInt8 = 1) -> SecretBytes {
        SecretBytes(copying: [UInt8](repeating: byte, count: 64))
    }

    private static func sealed(_ plaintext: [UInt8], context: EncryptionContext = context) throws -> Envelope {
        let secret = SecretBytes(copying: plaintext)
        let sealing = EnvelopeSealing(
            plaintext: secret, keyARN: arn, version: KeyVersionNumber(3), context: context, random: SeededRandom(1))
        return try sealing.seal(secret, under: w(), random: SeededRandom(2))
    }

    @Test("a plaintext of any length comes back", arguments: [0, 1, 15, 16, 17, 4_096])
    func roundTrip(count: Int) throws {
        let plaintext = SeededRandom(3).bytes(count)
        let envelope = try Self.sealed(plaintext)
        let decoded = try Envelope(decoding: envelope.encoded)
        #expect(decoded.keyARN == Self.arn && decoded.version.value == 3 && decoded.suite == .ristrettoPRF)
        #expect(try decoded.open(under: Self.w(), context: Self.context).revealed() == plaintext)
    }

    @Test("4,096 bytes of plaintext make at most 6,144 of ciphertext")
    func size() throws {
        let count = try Self.sealed([UInt8](repeating: 0, count: 4_096)).encoded.count
        #expect(count <= 6_144)
        // Magic, format, suite, length and ARN, version, alpha, nonce, rho, tag.
        #expect(count == 4_096 + 4 + 1 + 1 + 4 + Self.arn.utf8.count + 4 + 32 + 12 + 32 + 16)
    }

    @Test("trap 12: no bit of a ciphertext can be changed")
    func mutation() throws {
        let bytes = try Self.sealed(Array("attack at dawn".utf8)).encoded
        for bit in 0..<8 * bytes.count {
            guard let changed = try? Envelope(decoding: bytes.flipping(bit: bit)) else { continue }
            #expect(throws: EnvelopeError.self, "bit \(bit)") {
                _ = try changed.open(under: Self.w(), context: Self.context)
            }
        }
    }

    @Test("trap 41: every message has an AES key of its own, so no number of uses of a key comes near GCM's limit")
    func keyPerMessage() throws {
        let plaintext = SecretBytes(copying: [UInt8](repeating: 7, count: 32))
        var alphas: Set<[UInt8]> = []
        var encrypted: Set<[UInt8]> = []
        for seed in Seed.first(256) {
            let sealing = EnvelopeSealing(
                plaintext: plaintext, keyARN: Self.arn, version: .first, context: Self.context, random: seed.random)
            alphas.insert(sealing.alpha)
            // Nonce and w are the same for all of them, and so would the keystream be, were it not for alpha in the key.
            let envelope = try sealing.seal(plaintext, under: Self.w(), random: SeededRandom(9))
            encrypted.insert(Array(envelope.encoded.suffix(32 + 16).prefix(32)))
        }
        #expect(alphas.count == 256 && encrypted.count == 256)
    }

    @Test("another context, or another output of the PRF, opens nothing")
    func wrongContext() throws {
        let envelope = try Self.sealed([1, 2, 3])
        for other in [[], [(key: "purpose", value: "tesu")], [(key: "purpos", value: "etest")]] {
            #expect(throws: EnvelopeError.self) {
                _ = try envelope.open(under: Self.w(), context: EncryptionContext(other))
            }
        }
        #expect(throws: EnvelopeError.self) { _ = try envelope.open(under: Self.w(2), context: Self.context) }
    }

    @Test("who knows w can still not make a ciphertext whose alpha is of another plaintext")
    func falseAlpha() throws {
        var header = ByteWriter()
        header.write(fixed: Array("QRT1".utf8) + [1, 1])
        header.write(Self.arn)
        header.write(UInt32(3))
        header.write(fixed: [UInt8](repeating: 0xaa, count: 32))
        header.write(fixed: [UInt8](repeating: 0xbb, count: 12))
        let key = HKDF<SHA512>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: [UInt8](repeating: 1, count: 64)),
            salt: Array("quorate envelope v1".utf8), info: header.bytes, outputByteCount: 32)
        let box = try AES.GCM.seal(
            [UInt8](repeating: 7, count: 40), using: key,
            nonce: AES.GCM.Nonce(data: [UInt8](repeating: 0xbb, count: 12)),
            authenticating: header.bytes + Self.context.encoded)
        let envelope = try Envelope(decoding: header.bytes + Array(box.ciphertext) + Array(box.tag))
        #expect(throws: Never.self) {
            // The tag itself is right.
            _ = try AES.GCM.open(box, using: key, authenticating: header.bytes + Self.context.encoded)
        }
        #expect(throws: EnvelopeError.self) { _ = try envelope.open(under: Self.w(), context: Self.context) }
    }

    @Test("every truncation is refused", arguments: [0, 1, 4, 5, 6, 10, 80, 130, 177])
    func truncation(count: Int) throws {
        let bytes = try Self.sealed([]).encoded
        #expect(throws: ByteCodingError.self) { try Envelope(decoding: Array(bytes.prefix(count))) }
    }

    @Test("another magic, format or suite is no ciphertext of this release", arguments: [0, 4, 5])
    func unknownFormat(position: Int) throws {
        var bytes = try Self.sealed([]).encoded
        bytes[position] = 2
        #expect(throws: ByteCodingError(.unknownFormat, "")) { try Envelope(decoding: bytes) }
    }

    @Test("only suites that encrypt are a ciphertext's", arguments: UInt8.min...8)
    func suites(suite: UInt8) throws {
        var bytes = try Self.sealed([]).encoded
        bytes[5] = suite
        guard Suite(rawValue: suite)?.encrypts == true else {
            #expect(throws: ByteCodingError(.unknownFormat, "")) { try Envelope(decoding: bytes) }
            return
        }
        #expect(try Envelope(decoding: bytes).suite.rawValue == suite)
    }

    @Test("trap 29: random bytes behind the magic never trap", arguments: Seed.first(64))
    func randomBytes(seed: Seed) {
        let random = seed.random
        let bytes = Array("QRT1".utf8) + [1, 1, 0, 0, 0, UInt8(random.number(in: 0..<20))]
        let tail = random.bytes(random.number(in: 0..<200))
        if let envelope = try? Envelope(decoding: bytes + tail) {
            #expect(envelope.encoded == bytes + tail)
            #expect(throws: EnvelopeError.self) { _ = try envelope.open(under: Self.w(), context: Self.context) }
        }
        _ = try? Envelope(decoding: tail)
    }
}
