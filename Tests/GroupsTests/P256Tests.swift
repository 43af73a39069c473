import Crypto
import Groups
import Secrets
import TestSupport
import Testing

@Suite("P-256")
struct P256Tests {
    typealias Number = Scalar<FieldP256>

    /// BoringSSL, inside swift-crypto, is the oracle.
    @Test("products are those of another implementation", arguments: Seed.first(64))
    func oracle(seed: Seed) throws {
        let random = seed.random
        let (a, b) = try (Number(reducing: random.bytes(64)), Number(reducing: random.bytes(64)))
        let (keyA, keyB) = try (
            P256.KeyAgreement.PrivateKey(rawRepresentation: a.bytes),
            P256.KeyAgreement.PrivateKey(rawRepresentation: b.bytes)
        )
        let element = Element<Secp256r1>(generatorTimes: a)
        #expect(element.bytes == Array(keyA.publicKey.compressedRepresentation))
        let agreed = try keyB.sharedSecretFromKeyAgreement(with: keyA.publicKey)
        let x = unsafe agreed.withUnsafeBytes { unsafe [UInt8]($0) }
        #expect(Array((element * b).bytes.dropFirst()) == x)
    }

    @Test("the edges of the field are multiplied like any other number")
    func edges() throws {
        for value in [Number.one, Number(2), .minusOne, .minusOne - .one, Number(1 << 63)] {
            let key = try P256.KeyAgreement.PrivateKey(rawRepresentation: value.bytes)
            #expect(Element<Secp256r1>(generatorTimes: value).bytes == Array(key.publicKey.compressedRepresentation))
            #expect(Element<Secp256r1>.generator * value == Element(generatorTimes: value))
        }
    }

    @Test(
        "trap 11: a number that is not reduced is refused, public or secret",
        arguments: [
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",  // q
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552",  // q + 1
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        ])
    func notReduced(encoding: String) throws {
        let bytes = try [UInt8](hex: encoding)
        let error = #expect(throws: GroupError.self) { try Number(canonical: bytes) }
        #expect(error?.code == .nonCanonical)
        let secret = #expect(throws: GroupError.self) {
            _ = try SecretScalar<FieldP256>(canonical: SecretBytes(copying: bytes))
        }
        #expect(secret?.code == .nonCanonical)
    }

    @Test("numbers are big-endian, the largest is the order less one, and 64 bytes are reduced")
    func numbers() throws {
        #expect(Number(0x0102_0304_0506_0708).bytes == [UInt8](repeating: 0, count: 24) + [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(Number.minusOne.bytes.hex == "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550")
        #expect(try Number(reducing: [UInt8](repeating: 0, count: 32) + FieldP256.order).isZero)
        // 2^512 - 1 modulo q, from Python.
        #expect(
            try Number(reducing: [UInt8](repeating: 0xff, count: 64)).bytes.hex
                == "66e12d94f3d956202845b2392b6bec594699799c49bd6fa683244c95be79eea1")
    }

    @Test("the laws of a field hold, for secret numbers as for public ones", arguments: Seed.first(64))
    func laws(seed: Seed) throws {
        let random = seed.random
        let (a, b, c) = try (
            Number(reducing: random.bytes(64)), Number(reducing: random.bytes(64)), Number(reducing: random.bytes(64))
        )
        #expect((a + b) * c == a * c + b * c)
        #expect((a - b) + b == a)
        #expect(a * (try a.inverted()) == .one)
        let secretA = SecretScalar<FieldP256>(a)
        let secretB = SecretScalar<FieldP256>(b)
        #expect(secretA.adding(secretB).published() == a + b)
        #expect(secretA.subtracting(secretB).published() == a - b)
        #expect(secretA.multiplied(by: secretB).published() == a * b)
    }

    @Test(
        "trap 18: what is no compressed point is refused",
        arguments: [
            // Another form of a point: uncompressed, hybrid, and the tag of infinity.
            "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            "066b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            "006b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            // x = p, and x = p + 5, whose remainder is on the curve.
            "02ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "02ffffffff00000001000000000000000000000001000000000000000000000004",
            // x = 1 is not on the curve.
            "02" + String(repeating: "0", count: 62) + "01",
        ])
    func notAPoint(encoding: String) throws {
        let bytes = try [UInt8](hex: encoding)
        #expect(throws: GroupError.self) { try Element<Secp256r1>(canonicalOrIdentity: bytes) }
    }

    @Test("trap 29: random bytes are refused or decode to what encodes to them", arguments: Seed.first(64))
    func randomBytes(seed: Seed) {
        let random = seed.random
        for _ in 0..<16 {
            let bytes = [UInt8(2 + random.number(in: 0..<2))] + random.bytes(32)
            if let element = try? Element<Secp256r1>(canonical: bytes) { #expect(element.bytes == bytes) }
        }
    }
}
