import Crypto
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("Imported elliptic curve and RSA keys")
struct ImportTests {
    @Test("keys of another implementation are taken", arguments: Seed.first(4))
    func foreign(seed: Seed) throws {
        let (p256, p384, p521) = (P256.Signing.PrivateKey(), P384.Signing.PrivateKey(), P521.Signing.PrivateKey())
        let keys: [(KeySpec, [UInt8], [UInt8])] = [
            (.p256, Array(p256.derRepresentation), Array(p256.publicKey.derRepresentation)),
            (.p384, Array(p384.derRepresentation), Array(p384.publicKey.derRepresentation)),
            (.p521, Array(p521.derRepresentation), Array(p521.publicKey.derRepresentation)),
        ]
        for (spec, pkcs8, publicKey) in keys {
            let sample = try SampleMaterial(importing: pkcs8, spec)
            #expect(try sample.publicKey() == publicKey)
            #expect(try sample.pkcs8() == pkcs8)
            for other in KeySpec.asymmetricInQuorum.prefix(7) where other != spec {
                expect(.badMaterial) { _ = try SampleMaterial(importing: pkcs8, other) }
            }
        }
    }

    @Test("what was exported can be imported", arguments: KeySpec.curves + KeySpec.rsa)
    func roundTrip(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        let imported = try SampleMaterial(importing: sample.pkcs8(), spec)
        #expect(try imported.publicKey() == sample.publicKey())
        #expect(imported.fingerprint("key") == sample.fingerprint("key"))
    }

    @Test("trap 29: truncated and lengthened keys are refused", arguments: KeySpec.curves + [.rsa2048])
    func truncation(spec: KeySpec) throws {
        let pkcs8 = try SampleMaterial.of(spec).pkcs8()
        for count in 0..<pkcs8.count {
            expect(.badMaterial) { _ = try SampleMaterial(importing: Array(pkcs8.prefix(count)), spec) }
        }
        expect(.badMaterial) { _ = try SampleMaterial(importing: pkcs8 + [0], spec) }
        expect(.badMaterial) { _ = try SampleMaterial(importing: [UInt8](repeating: 0x30, count: 10_000), spec) }
    }

    @Test(
        "an elliptic curve key with any changed bit is refused, except for the version's lowest",
        arguments: KeySpec.curves)
    func mutation(spec: KeySpec) throws {
        let pkcs8 = try SampleMaterial.of(spec).pkcs8()
        let header = pkcs8.count > 0x80 + 3 ? 3 : 2
        let version = (header + 2) * 8
        for bit in 0..<pkcs8.count * 8 where bit != version {
            expect(.badMaterial, "bit \(bit)") { _ = try SampleMaterial(importing: pkcs8.flipping(bit: bit), spec) }
        }
    }

    @Test("an RSA key with a changed bit is refused", arguments: Seed.first(48))
    func rsaMutation(seed: Seed) throws {
        let pkcs8 = try SampleMaterial.of(.rsa2048).pkcs8()
        // Behind the version and the algorithm.
        let bit = seed.random.number(in: 22 * 8..<pkcs8.count * 8)
        expect(.badMaterial, "bit \(bit)") { _ = try SampleMaterial(importing: pkcs8.flipping(bit: bit), .rsa2048) }
    }

    @Test("an RSA key with another version is refused: 1 would be more than two primes")
    func rsaVersions() throws {
        let pkcs8 = try SampleMaterial.of(.rsa2048).pkcs8()
        // Behind the headers of PKCS#8, of the OCTET STRING and of the RSAPrivateKey.
        let position = 32
        #expect(pkcs8[position - 2...position] == [2, 1, 0])
        for bit in 0..<8 {
            let changed = pkcs8.flipping(bit: position * 8 + bit)
            expect(.badMaterial) { _ = try SampleMaterial(importing: changed, .rsa2048) }
        }
    }

    @Test("an RSA key of another length is refused", arguments: KeySpec.rsa)
    func rsaLengths(spec: KeySpec) throws {
        let pkcs8 = try SampleMaterial.of(spec).pkcs8()
        for other in KeySpec.rsa + KeySpec.curves where other != spec {
            expect(.badMaterial) { _ = try SampleMaterial(importing: pkcs8, other) }
        }
    }
}
