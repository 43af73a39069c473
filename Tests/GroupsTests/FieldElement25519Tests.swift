import Groups
import Secrets
import TestSupport
import Testing

@Suite("The field of 2^255 - 19")
struct FieldElement25519Tests {
    private typealias Field = FieldElement25519

    /// 2^255 - 19 and its neighbours, the ends of the range, and numbers whose limbs are all ones or all zeros.
    private static let edges: [Field] = [
        number(low: 0), number(low: 1), number(low: 2), number(low: 18), number(low: 19),
        number(low: 0xec, fill: 0xff, high: 0x7f), number(low: 0xed, fill: 0xff, high: 0x7f),
        number(low: 0xee, fill: 0xff, high: 0x7f), number(low: 0xff, fill: 0xff, high: 0x7f),
        number(low: 0, fill: 0xff, high: 0x7f), number(low: 0xff, fill: 0, high: 0x7f),
        number(low: 0, fill: 0, high: 0x40),
        .one - .one, -.one, -(.one + .one), -(-.one),
    ]

    private static func number(low: UInt8, fill: UInt8 = 0, high: UInt8 = 0) -> Field {
        Field(Bytes32([low] + [UInt8](repeating: fill, count: 30) + [high]) ?? Bytes32())
    }

    private static func isSame(_ left: Field, _ right: Field) -> Bool { left.encoded == right.encoded }

    private func holdLaws(_ a: Field, _ b: Field, _ c: Field, _ comment: Comment) {
        typealias Suite = FieldElement25519Tests
        #expect(Suite.isSame(a * b, b * a), comment)
        #expect(Suite.isSame((a * b) * c, a * (b * c)), comment)
        #expect(Suite.isSame(a * (b + c), a * b + a * c), comment)
        #expect(Suite.isSame(a * (b - c), a * b - a * c), comment)
        #expect(Suite.isSame(a.squared(), a * a), comment)
        #expect(Suite.isSame((a + b) - b, a), comment)
        #expect(Suite.isSame((a + b).squared(), a.squared() + (a + a) * b + b.squared()), comment)
        #expect(a.isZero.isYes || Suite.isSame(a * a.inverted(), .one), comment)
        #expect(Suite.isSame(Field(a.encoded), a), comment)
    }

    @Test("the laws of a field hold for every triple of edges")
    func edgeLaws() {
        for (i, a) in Self.edges.enumerated() {
            for (j, b) in Self.edges.enumerated() {
                for (k, c) in Self.edges.enumerated() { holdLaws(a, b, c, "\(i) \(j) \(k)") }
            }
        }
    }

    @Test("the laws of a field hold for random numbers", arguments: Seed.first(64))
    func randomLaws(seed: Seed) {
        let random = seed.random
        for _ in 0..<50 {
            let numbers = (0..<3).map { _ in Field(Bytes32(random.bytes(32)) ?? Bytes32()) }
            holdLaws(numbers[0], numbers[1], numbers[2], "\(seed)")
        }
    }

    @Test("numbers from p to 2^255 - 1 are taken modulo p, and encoded below p", arguments: 0..<19)
    func reduction(excess: UInt8) {
        let number = Self.number(low: 0xed + excess, fill: 0xff, high: 0x7f)
        #expect(number.encoded == Self.number(low: excess).encoded)
        #expect(number.encoded.array == [excess] + [UInt8](repeating: 0, count: 31))
        #expect(number.isZero.isYes == (excess == 0))
        #expect(number.isNegative.isYes == (excess % 2 == 1))
    }

    @Test("products of the largest limbs that may be multiplied are right")
    func largestLimbs() {
        // Differences of differences: limbs just below 2^54.
        let large = -Field.zero - .zero
        #expect(Self.isSame(large * large, .zero))
        let one = large + .one
        #expect(Self.isSame(one * one, .one))
        #expect(Self.isSame(one.squared(), .one))
        #expect(one.inverted().encoded == Field.one.encoded)
    }

    @Test(
        "a square root is even, and squares to the ratio, or to i times it where the ratio is no square",
        arguments: Seed.first(32))
    func squareRoots(seed: Seed) {
        let random = seed.random
        let i = Field.squareRoot(ofRatio: -.one, .one).root
        #expect(Self.isSame(i.squared(), -.one))
        for _ in 0..<20 {
            let (u, v) = (Field(Bytes32(random.bytes(32)) ?? Bytes32()), Field(Bytes32(random.bytes(32)) ?? Bytes32()))
            let (isSquare, root) = Field.squareRoot(ofRatio: u, v)
            #expect(Self.isSame(v * root.squared(), isSquare.isYes ? u : u * i), "\(seed)")
            #expect(!root.isNegative.isYes, "\(seed)")
            let (isAlwaysSquare, _) = Field.squareRoot(ofRatio: u * v.squared(), u)
            #expect(isAlwaysSquare.isYes, "\(seed)")
        }
    }

    @Test("square roots of zero and over zero are zero: the first is one, the second is none")
    func squareRootsAtZero() {
        let ofZero = Field.squareRoot(ofRatio: .zero, .one)
        #expect(ofZero.isSquare.isYes && ofZero.root.isZero.isYes)
        let overZero = Field.squareRoot(ofRatio: .one, .zero)
        #expect(!overZero.isSquare.isYes && overZero.root.isZero.isYes)
    }
}
