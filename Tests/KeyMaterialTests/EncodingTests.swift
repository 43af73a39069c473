import Crypto
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("Key material as it is sealed")
struct EncodingTests {
    @Test("material comes back from its encoding", arguments: KeySpec.asymmetricInQuorum)
    func roundTrip(spec: KeySpec) throws {
        let bytes = try SampleMaterial.encoding(of: spec)
        let material = try KeyMaterial(decoding: SecretBytes(copying: bytes), spec: spec)
        #expect(material.encoded().revealed() == bytes)
        #expect(try SampleMaterial(decoding: bytes, spec).publicKey() == SampleMaterial.of(spec).publicKey())
    }

    @Test("symmetric material has one length", arguments: KeySpec.macs + [.symmetricDefault])
    func symmetric(spec: KeySpec) throws {
        let count = spec.macAlgorithm?.byteCount ?? 32
        let bytes = SeededRandom(1).bytes(count)
        let secret = SecretBytes(copying: bytes)
        let (imported, decoded) = (
            try KeyMaterial(importing: secret, spec: spec).encoded().revealed(),
            try KeyMaterial(decoding: SecretBytes(copying: bytes), spec: spec).encoded().revealed()
        )
        #expect(imported == bytes && decoded == bytes)
        for other in [0, 1, count - 1, count + 1, 128] {
            let bytes = [UInt8](repeating: 1, count: other)
            expect(.badMaterial) { _ = try SampleMaterial(importing: bytes, spec) }
            expect(.badMaterial) { _ = try SampleMaterial(decoding: bytes, spec) }
        }
    }

    @Test("a truncated, lengthened or foreign encoding is refused", arguments: KeySpec.asymmetricInQuorum)
    func refusals(spec: KeySpec) throws {
        let bytes = try SampleMaterial.encoding(of: spec)
        let step = max(1, bytes.count / 64)
        for count in stride(from: 0, to: bytes.count, by: step) {
            expect(.badMaterial) { _ = try SampleMaterial(decoding: Array(bytes.prefix(count)), spec) }
        }
        expect(.badMaterial) { _ = try SampleMaterial(decoding: bytes + [0], spec) }
        for other in KeySpec.asymmetricInQuorum {
            let foreign = try SampleMaterial.encoding(of: other)
            if foreign.count == bytes.count { continue }
            expect(.badMaterial) { _ = try SampleMaterial(decoding: foreign, spec) }
        }
    }

    @Test("new material is new every time", arguments: KeySpec.curves + [.mlDSA65, .mlDSA87])
    func fresh(spec: KeySpec) throws {
        let one = try KeyMaterial.generate(spec).encoded().revealed()
        #expect(try KeyMaterial.generate(spec).encoded().revealed() != one)
    }

    @Test("another implementation reads the private keys")
    func oracle() throws {
        let (p256, p384, p521) = try (SampleMaterial.of(.p256), SampleMaterial.of(.p384), SampleMaterial.of(.p521))
        let first = try P256.Signing.PrivateKey(derRepresentation: p256.pkcs8())
        let second = try P384.Signing.PrivateKey(derRepresentation: p384.pkcs8())
        let third = try P521.Signing.PrivateKey(derRepresentation: p521.pkcs8())
        #expect(try Array(first.rawRepresentation) == SampleMaterial.encoding(of: .p256))
        #expect(try Array(second.rawRepresentation) == SampleMaterial.encoding(of: .p384))
        #expect(try Array(third.rawRepresentation) == SampleMaterial.encoding(of: .p521))
        #expect(try Array(first.derRepresentation) == p256.pkcs8())
        #expect(try Array(third.publicKey.derRepresentation) == p521.publicKey())
    }
}
