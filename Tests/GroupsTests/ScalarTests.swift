import Groups
import Secrets
import TestSupport
import Testing

@Suite("Numbers modulo the group's order")
struct ScalarTests {
    typealias Number = Scalar<Field25519>

    static let order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"

    @Test(
        "trap 11: a number that is not reduced is refused, public or secret",
        arguments: [
            order,  // q
            "eed3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",  // q + 1
            "daa7ebb934c624b0ac39ef45bdf3bd2900000000000000000000000000000020",  // 2q
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        ])
    func notReduced(encoding: String) throws {
        let bytes = try [UInt8](hex: encoding)
        let error = #expect(throws: GroupError.self) { try Number(canonical: bytes) }
        #expect(error?.code == .nonCanonical)
        let secret = #expect(throws: GroupError.self) {
            _ = try SecretScalar<Field25519>(canonical: SecretBytes(copying: bytes))
        }
        #expect(secret?.code == .nonCanonical)
    }

    @Test("the field's order is the group's, and the number below it is the largest")
    func largest() throws {
        #expect(Field25519.order.hex == Self.order)
        let bytes = try [UInt8](hex: "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        #expect(try Number(canonical: bytes) == .minusOne)
    }

    @Test("trap 11: a number has 32 bytes, no more and no less", arguments: [0, 31, 33, 64])
    func length(count: Int) {
        let bytes = [UInt8](repeating: 0, count: count)
        #expect(throws: GroupError.self) { try Number(canonical: bytes) }
        let error = #expect(throws: GroupError.self) {
            _ = try SecretScalar<Field25519>(canonical: SecretBytes(copying: bytes))
        }
        #expect(error?.code == .wrongLength)
    }

    @Test("small numbers are little-endian")
    func small() {
        #expect(Number(0).isZero && !Number(1).isZero)
        #expect(Number(0x0102_0304_0506_0708).bytes == [8, 7, 6, 5, 4, 3, 2, 1] + [UInt8](repeating: 0, count: 24))
    }

    @Test("arithmetic wraps at the order")
    func wrapping() {
        #expect(Number.minusOne + .one == .zero)
        #expect(Number.minusOne * .minusOne == .one)
        #expect(Number(3) - Number(5) == .zero - Number(2))
        #expect(Number(1 << 32) * Number(1 << 31) == Number(1 << 63))
    }

    @Test("the laws of a field hold", arguments: Seed.first(64))
    func laws(seed: Seed) throws {
        let random = seed.random
        let (a, b, c) = try (
            Number(reducing: random.bytes(64)), Number(reducing: random.bytes(64)), Number(reducing: random.bytes(64))
        )
        #expect((a + b) * c == a * c + b * c)
        #expect((a - b) + b == a)
        #expect(a * (try a.inverted()) == .one)
        #expect(try Number(canonical: a.bytes) == a)
    }

    @Test("inverses of denominators are those of numbers, in both fields")
    func denominators() throws {
        for value in [1, 2, 19, 20, 21, 23, 120, 361, 2_432_902_008_176_640_000, 23 * 400, .max] as [UInt64] {
            #expect(try Number(inverseOf: value) == Number(value).inverted())
            #expect(try Scalar<FieldP256>(inverseOf: value) == Scalar(value).inverted())
        }
        #expect(throws: GroupError(.zero, "")) { try Number(inverseOf: 0) }
    }

    @Test("zero has no inverse")
    func zeroInverse() {
        let error = #expect(throws: GroupError.self) { try Number.zero.inverted() }
        #expect(error?.code == .zero)
    }

    @Test("64 bytes are reduced, any other number of them refused")
    func reduction() throws {
        let order = Field25519.order + [UInt8](repeating: 0, count: 32)
        #expect(try Number(reducing: order).isZero)
        // 2^511 + ... + 1 modulo q, from Python.
        #expect(
            try Number(reducing: [UInt8](repeating: 0xff, count: 64)).bytes.hex
                == "000f9c44e31106a447938568a71b0ed065bef517d273ecce3d9a307c1b419903")
        #expect(throws: GroupError.self) { try Number(reducing: [UInt8](repeating: 0, count: 63)) }
        #expect(throws: GroupError.self) { try Number(reducing: [UInt8](repeating: 0, count: 65)) }
    }

    @Test("secret numbers compute what public ones do", arguments: Seed.first(64))
    func secretArithmetic(seed: Seed) throws {
        let random = seed.random
        let (a, b) = try (Number(reducing: random.bytes(64)), Number(reducing: random.bytes(64)))
        let secretA = SecretScalar<Field25519>(a)
        let secretB = SecretScalar<Field25519>(b)
        #expect(secretA.adding(secretB).published() == a + b)
        #expect(secretA.subtracting(secretB).published() == a - b)
        #expect(secretA.multiplied(by: secretB).published() == a * b)
        #expect(secretA.multiplied(by: b).published() == a * b)
    }

    @Test("a random secret is 64 bytes of the source, reduced")
    func randomSecret() throws {
        let bytes = SeededRandom(1).bytes(64)
        let source = FixedRandom(bytes)
        #expect(SecretScalar<Field25519>.random(from: source).published() == (try Number(reducing: bytes)))
        #expect(source.drawn == 64)
    }

    @Test("only zero is zero, and a secret keeps its encoding")
    func secretZero() {
        let isZero = SecretScalar<Field25519>(Number.zero).isZero
        let isOneZero = SecretScalar<Field25519>(Number.one).isZero
        #expect(isZero && !isOneZero)
        #expect(SecretScalar<Field25519>(Number.minusOne).encoded().revealed() == Number.minusOne.bytes)
    }

    @Test("a share in the slab comes back as it went in")
    func slab() throws {
        let slab = GuardedSlab(policy: .bestEffort)
        let stored = try slab.store(SecretScalar<Field25519>(Number(77)).encoded())
        #expect(try SecretScalar<Field25519>(stored).published() == Number(77))
    }
}
