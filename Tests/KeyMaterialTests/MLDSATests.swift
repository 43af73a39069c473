import Crypto
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("ML-DSA")
struct MLDSATests {
    @Test("a message is signed, and nothing else verifies", arguments: [KeySpec.mlDSA65, .mlDSA87])
    func roundTrip(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        let message = Array("a message".utf8)
        let signature = try sample.sign(message, .mlDSA)
        // FIPS 204, table 2.
        #expect(signature.count == (spec == .mlDSA65 ? 3_309 : 4_627))
        #expect(try sample.publicKey().count == (spec == .mlDSA65 ? 1_952 : 2_592) + 22)
        #expect(try sample.isValid(signature, message, .mlDSA))
        #expect(try !sample.isValid(signature, message + [0], .mlDSA))
        for other in [[], Array(signature.dropLast()), signature + [0]] {
            #expect(try !sample.isValid(other, message, .mlDSA))
        }
        for seed in Seed.first(32) {
            let bit = seed.random.number(in: 0..<signature.count * 8)
            #expect(try !sample.isValid(signature.flipping(bit: bit), message, .mlDSA))
        }
    }

    @Test("a seed has the public key that the library makes of it")
    func seeds() throws {
        let seed = SeededRandom(5).bytes(32)
        let small = try MLDSA65.PrivateKey(seedRepresentation: seed, publicKey: nil).publicKey
        let large = try MLDSA87.PrivateKey(seedRepresentation: seed, publicKey: nil).publicKey
        let prefix = 22
        #expect(
            try Array(SampleMaterial(decoding: seed, .mlDSA65).publicKey().dropFirst(prefix))
                == Array(small.rawRepresentation))
        #expect(
            try Array(SampleMaterial(decoding: seed, .mlDSA87).publicKey().dropFirst(prefix))
                == Array(large.rawRepresentation))
    }

    @Test(
        "digests, other parameter sets and malformed public keys are refused", arguments: [KeySpec.mlDSA65, .mlDSA87])
    func refusals(spec: KeySpec) throws {
        let sample = try SampleMaterial.of(spec)
        let digest = [UInt8](repeating: 1, count: 64)
        expect(.badInput) { _ = try sample.sign(digest, .mlDSA, isDigest: true) }
        expect(.badInput) { _ = try sample.isValid([1], digest, .mlDSA, isDigest: true) }
        let other = try SampleMaterial.of(spec == .mlDSA65 ? .mlDSA87 : .mlDSA65).publicKey()
        let own = try sample.publicKey()
        for publicKey in [other, own + [0], Array(own.dropLast()), []] {
            expect(.badInput) {
                _ = try PublicKeyOperations.isValid(
                    signature: [1], message: [1], isDigest: false, algorithm: .mlDSA, publicKey: publicKey, spec: spec)
            }
        }
        for count in [0, 31, 33, 64] {
            expect(.badMaterial) { _ = try SampleMaterial(decoding: [UInt8](repeating: 1, count: count), spec) }
        }
    }
}
