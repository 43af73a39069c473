import Crypto
import KeyMap
import KeyMaterial
import TestSupport
import Testing

@Suite("ECDH")
struct KeyAgreementTests {
    private static let named: [UInt8] = [
        0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d,
        0x03,
        0x01, 0x07,
    ]

    @Test("both sides have the same secret, as long as the field", arguments: [KeySpec.p256, .p384, .p521])
    func roundTrip(spec: KeySpec) throws {
        let one = try SampleMaterial.of(spec)
        let other = SampleMaterial(try KeyMaterial.generate(spec))
        let secret = try one.perform(.agree(publicKey: other.publicKey()))
        #expect(try other.perform(.agree(publicKey: one.publicKey())) == secret)
        #expect(secret.count == [KeySpec.p256: 32, .p384: 48, .p521: 66][spec])
    }

    @Test("secrets are those of another implementation", arguments: Seed.first(8))
    func oracle(seed: Seed) throws {
        let (p384, p521) = (P384.KeyAgreement.PrivateKey(), P521.KeyAgreement.PrivateKey())
        let (small, large) = try (SampleMaterial.of(.p384), SampleMaterial.of(.p521))
        let secrets = try [
            p384.sharedSecretFromKeyAgreement(with: .init(derRepresentation: small.publicKey())),
            p521.sharedSecretFromKeyAgreement(with: .init(derRepresentation: large.publicKey())),
        ].map { secret in unsafe secret.withUnsafeBytes { unsafe [UInt8]($0) } }
        #expect(try small.perform(.agree(publicKey: Array(p384.publicKey.derRepresentation))) == secrets[0])
        #expect(try large.perform(.agree(publicKey: Array(p521.publicKey.derRepresentation))) == secrets[1])
    }

    @Test("a public key of another curve or kind is refused", arguments: [KeySpec.p256, .p384, .p521])
    func wrongKinds(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        for other in KeySpec.asymmetricInQuorum where other != spec {
            expect(.badInput) { _ = try sample.perform(.agree(publicKey: SampleMaterial.of(other).publicKey())) }
        }
    }

    @Test("a point that is none of the curve is refused, and so is infinity", arguments: [KeySpec.p256, .p384, .p521])
    func points(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        let publicKey = try sample.publicKey()
        // The last byte is of y, and the first of the point is 4.
        for bit in [0, 7] {
            let changed = publicKey.flipping(bit: (publicKey.count - 1) * 8 + bit)
            expect(.badInput) { _ = try sample.perform(.agree(publicKey: changed)) }
        }
        let length = try 2 * #require([KeySpec.p256: 32, .p384: 48, .p521: 66][spec])
        var huge = Array(publicKey.dropLast(length)) + [UInt8](repeating: 0xff, count: length)
        expect(.badInput, "coordinates that are not reduced") { _ = try sample.perform(.agree(publicKey: huge)) }
        huge[huge.count - length - 1] = 6
        expect(.badInput, "a hybrid form") { _ = try sample.perform(.agree(publicKey: huge)) }
    }

    @Test("trap 29: infinity, compressed, truncated, lengthened and changed encodings are refused")
    func encodings() throws {
        let sample = try SampleMaterial.of(.p256)
        let publicKey = try sample.publicKey()
        let compressed = try P256.KeyAgreement.PublicKey(derRepresentation: publicKey).compressedRepresentation
        for point in [[0], [UInt8](repeating: 0, count: 65), Array(compressed)] {
            let encoding = der(0x30, Self.named, der(0x03, [0] + point))
            expect(.badInput) { _ = try sample.perform(.agree(publicKey: encoding)) }
        }
        for count in 0..<publicKey.count {
            expect(.badInput) { _ = try sample.perform(.agree(publicKey: Array(publicKey.prefix(count)))) }
        }
        expect(.badInput) { _ = try sample.perform(.agree(publicKey: publicKey + [0])) }
        expect(.badInput) { _ = try sample.perform(.agree(publicKey: [UInt8](repeating: 0x30, count: 10_000))) }
        for bit in 0..<publicKey.count * 8 {
            expect(.badInput) { _ = try sample.perform(.agree(publicKey: publicKey.flipping(bit: bit))) }
        }
    }

    /// What is merely acceptable to Wycheproof, an encoding of another form or a curve by its parameters, is refused.
    @Test("Wycheproof's cases", .needsSharedVectors)
    func wycheproof() throws {
        var applied = 0
        for group in try WycheproofFile<WycheproofAgreements>.load("ecdh_secp256r1") {
            for test in group.tests {
                applied += 1
                let scalar = try [UInt8](hex: test.private).drop { $0 == 0 }
                let sample = try SampleMaterial(
                    decoding: [UInt8](repeating: 0, count: 32 - scalar.count) + scalar, .p256)
                let operation = KeyOperation.agree(publicKey: try [UInt8](hex: test.public))
                if test.result == .valid {
                    #expect(try sample.perform(operation).hex == test.shared, "\(test.tcId)")
                } else {
                    expect(.badInput, "\(test.tcId)") { _ = try sample.perform(operation) }
                }
            }
        }
        #expect(applied == 612)
    }
}
