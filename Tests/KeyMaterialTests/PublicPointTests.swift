import Crypto
import KeyMap
import KeyMaterial
import TestSupport
import Testing

@Suite("Public keys as points")
struct PublicPointTests {
    @Test("a public key is compressed and expanded as another implementation does it", arguments: 0..<16)
    func oracle(run: Int) throws {
        let key = P256.KeyAgreement.PrivateKey().publicKey
        let encoding = Array(key.derRepresentation)
        let point = try PublicKeyOperations.compressedPoint(of: encoding, spec: .p256)
        #expect(point == Array(key.compressedRepresentation))
        #expect(try PublicKeyOperations.publicKey(compressedPoint: point, spec: .p256) == encoding)
    }

    @Test("every curve's public keys come back", arguments: [KeySpec.p256, .p384, .p521, .secp256k1])
    func roundTrip(spec: KeySpec) throws {
        let encoding = try SampleMaterial.of(spec).publicKey()
        let point = try PublicKeyOperations.compressedPoint(of: encoding, spec: spec)
        #expect(try PublicKeyOperations.publicKey(compressedPoint: point, spec: spec) == encoding)
        expect(.badMaterial) {
            _ = try PublicKeyOperations.publicKey(compressedPoint: Array(point.dropLast()), spec: spec)
        }
        expect(.badMaterial) {
            _ = try PublicKeyOperations.publicKey(compressedPoint: [4] + point.dropFirst(), spec: spec)
        }
    }

    @Test("a public key of another curve, or bytes that are none, have no point")
    func wrong() throws {
        for spec in [KeySpec.p384, .secp256k1, .rsa2048] {
            let other = try SampleMaterial.of(spec).publicKey()
            expect(.badInput) { _ = try PublicKeyOperations.compressedPoint(of: other, spec: .p256) }
        }
        expect(.badInput) { _ = try PublicKeyOperations.compressedPoint(of: [1, 2], spec: .p256) }
        expect(.wrongOperation) { _ = try PublicKeyOperations.compressedPoint(of: [1, 2], spec: .rsa2048) }
    }
}
