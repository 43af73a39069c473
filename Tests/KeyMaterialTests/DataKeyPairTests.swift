import Crypto
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("Data key pairs")
struct DataKeyPairTests {
    @Test("the halves of a pair belong together", arguments: DataKeyPair.specs.filter { $0 != .ed25519 })
    func pairs(spec: KeySpec) throws {
        let pair = try DataKeyPair(generating: spec)
        let (privateKey, publicKey) = (pair.privateKey.revealed(), pair.publicKey)
        #expect(pair.spec == spec)
        let sample = try SampleMaterial(importing: privateKey, spec)
        #expect(try sample.publicKey() == publicKey)
        #expect(try sample.pkcs8() == privateKey)
    }

    @Test("an Ed25519 pair is read by another implementation")
    func ed25519() throws {
        let pair = try DataKeyPair(generating: .ed25519)
        let (privateKey, publicKey) = (pair.privateKey.revealed(), pair.publicKey)
        // RFC 8410, sections 4 and 7.
        #expect(Array(privateKey.prefix(16)).hex == "302e020100300506032b657004220420")
        #expect(Array(publicKey.prefix(12)).hex == "302a300506032b6570032100")
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: privateKey.suffix(32))
        #expect(Array(key.publicKey.rawRepresentation) == publicKey.suffix(32))
        #expect(privateKey.count == 48 && publicKey.count == 44)
    }

    @Test("other specs have none", arguments: Set(KeySpec.allCases).subtracting(DataKeyPair.specs))
    func others(spec: KeySpec) {
        expect(.wrongOperation) { _ = try DataKeyPair(generating: spec).publicKey }
    }
}
