import Groups
import Secrets
import TestSupport
import Testing

@Suite("Elements from outside")
struct ElementDecodingTests {
    /// The points of order 1, 2, 4 and 8 in every encoding that some decoder accepts, the non-canonical ones included.
    static let smallOrder = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ]

    @Test("trap 18: a point of small order on edwards25519 is refused", arguments: smallOrder)
    func smallOrderPoints(encoding: String) throws {
        let bytes = try [UInt8](hex: encoding)
        let error = #expect(throws: GroupError.self) { try Element<Edwards25519>(canonicalOrIdentity: bytes) }
        #expect(error?.code == .notInGroup)
    }

    @Test("trap 18: the base point plus the point of order two (CVE-2025-69277) is refused, and the self-test says so")
    func mixedOrderPoint() throws {
        // -(x, y) of the generator with both signs changed: y = -4/5.
        let bytes = try [UInt8](hex: "95" + String(repeating: "99", count: 31))
        #expect(LibsodiumSelfTest.mixedOrderPoint == bytes)
        let error = #expect(throws: GroupError.self) { try Element<Edwards25519>(canonical: bytes) }
        #expect(error?.code == .notInGroup)
        #expect(throws: Never.self) { try LibsodiumSelfTest.run() }
    }

    /// Multiples of the generator plus each point of small order but the identity, from `Scripts/known-answers`.
    @Test("trap 18: multiples of the generator with a part of small order are refused, without it accepted")
    func mixedOrderMultiples() throws {
        struct Answers: Decodable {
            let mixed: [String]
            let pure: [String]
        }
        let answers = try KnownAnswers.load("edwards25519-torsion", as: Answers.self)
        #expect(answers.mixed.count == 56 && answers.pure.count == 8)
        for encoding in answers.mixed {
            let bytes = try [UInt8](hex: encoding)
            let error = #expect(throws: GroupError.self, "\(encoding)") { try Element<Edwards25519>(canonical: bytes) }
            #expect(error?.code == .notInGroup)
        }
        for encoding in answers.pure {
            #expect(try Element<Edwards25519>(canonical: Array(hex: encoding)).bytes.hex == encoding)
        }
    }

    @Test("an element of ristretto255 with the highest bit set is refused, which libsodium 1.0.18 ignores")
    func highestBit() {
        let bytes = Element<Ristretto255>.generator.bytes
        let error = #expect(throws: GroupError.self) {
            try Element<Ristretto255>(canonical: bytes.dropLast() + [bytes[31] | 0x80])
        }
        #expect(error?.code == .notInGroup)
    }

    @Test("trap 19: (0, -1) is neither the identity nor an element")
    func minusOnePoint() throws {
        let encoding = try [UInt8](hex: "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
        #expect(encoding != Element<Edwards25519>.identity.bytes)
        #expect(throws: GroupError.self) { try Element<Edwards25519>(canonicalOrIdentity: encoding) }
    }

    @Test("trap 11: the identity is refused, except where it is expressly allowed", arguments: SampleGroup.allCases)
    func identity(group: SampleGroup) {
        switch group {
        case .ristretto255: identity(of: Ristretto255.self, encoding: [UInt8](repeating: 0, count: 32))
        case .edwards25519: identity(of: Edwards25519.self, encoding: [1] + [UInt8](repeating: 0, count: 31))
        case .secp256r1: identity(of: Secp256r1.self, encoding: [UInt8](repeating: 0, count: 33))
        }
    }

    private func identity<Group: PrimeOrderGroup>(of group: Group.Type, encoding: [UInt8]) {
        let error = #expect(throws: GroupError.self) { try Element<Group>(canonical: encoding) }
        #expect(error?.code == .identity)
        #expect((try? Element<Group>(canonicalOrIdentity: encoding)) == .identity)
    }

    @Test("trap 11: an element has 32 bytes, no more and no less", arguments: [0, 1, 31, 33, 64])
    func length(count: Int) {
        let bytes = Array((Element<Ristretto255>.generator.bytes + Element<Ristretto255>.generator.bytes).prefix(count))
        let ristretto = #expect(throws: GroupError.self) { try Element<Ristretto255>(canonical: bytes) }
        let edwards = #expect(throws: GroupError.self) { try Element<Edwards25519>(canonical: bytes) }
        #expect(ristretto?.code == .wrongLength)
        #expect(edwards?.code == .wrongLength)
    }

    @Test("trap 29: random bytes are refused or decode to what encodes to them", arguments: Seed.first(64))
    func randomBytes(seed: Seed) {
        let random = seed.random
        for _ in 0..<16 {
            let bytes = random.bytes(32)
            if let element = try? Element<Ristretto255>(canonical: bytes) { #expect(element.bytes == bytes) }
            if let element = try? Element<Edwards25519>(canonical: bytes) { #expect(element.bytes == bytes) }
        }
    }
}
