import Groups
import Secrets
import TestSupport
import Testing

@Suite("The laws of a group, in every group")
struct GroupLawTests {
    @Test("addition and multiplication agree with the scalars", arguments: SampleGroup.allCases, Seed.first(64))
    func homomorphism(group: SampleGroup, seed: Seed) throws {
        switch group {
        case .ristretto255: try homomorphism(Ristretto255.self, seed.random)
        case .edwards25519: try homomorphism(Edwards25519.self, seed.random)
        case .secp256r1: try homomorphism(Secp256r1.self, seed.random)
        }
    }

    private func homomorphism<Group: PrimeOrderGroup>(_ group: Group.Type, _ random: SeededRandom) throws {
        let (a, b) = (try Self.scalar(Group.self, random), try Self.scalar(Group.self, random))
        let (p, q) = (Element<Group>(generatorTimes: a), Element<Group>(generatorTimes: b))
        #expect(p + q == Element(generatorTimes: a + b))
        #expect(p - q == Element(generatorTimes: a - b))
        #expect(p * b == Element(generatorTimes: a * b))
        #expect(p * b == q * a)
        #expect((p + q) - q == p)
        #expect(p + q == q + p)
        #expect(try Element<Group>(canonical: p.bytes) == p)
        let secret = SecretScalar<Group.Field>(a)
        #expect(Element(generatorTimes: secret) == p)
        #expect(q * secret == q * a)
    }

    @Test("trap 19: equal points, opposite points and the identity are added rightly", arguments: SampleGroup.allCases)
    func edgeCases(group: SampleGroup) {
        switch group {
        case .ristretto255: edgeCases(Ristretto255.self)
        case .edwards25519: edgeCases(Edwards25519.self)
        case .secp256r1: edgeCases(Secp256r1.self)
        }
    }

    private func edgeCases<Group: PrimeOrderGroup>(_ group: Group.Type) {
        let generator = Element<Group>.generator
        #expect(generator + generator == Element(generatorTimes: Scalar(2)))
        #expect(generator - generator == .identity)
        #expect(generator + .identity == generator)
        #expect(.identity + generator == generator)
        #expect(.identity - generator == Element(generatorTimes: Scalar.minusOne))
        #expect(Element<Group>.identity + .identity == .identity)
        #expect(Element<Group>(generatorTimes: Scalar.minusOne) + generator == .identity)
    }

    @Test("zero and the identity annihilate", arguments: SampleGroup.allCases)
    func zero(group: SampleGroup) {
        switch group {
        case .ristretto255: zero(Ristretto255.self)
        case .edwards25519: zero(Edwards25519.self)
        case .secp256r1: zero(Secp256r1.self)
        }
    }

    private func zero<Group: PrimeOrderGroup>(_ group: Group.Type) {
        let secretZero = SecretScalar<Group.Field>(Scalar.zero)
        let secretFive = SecretScalar<Group.Field>(Scalar(5))
        #expect(Element<Group>(generatorTimes: Scalar.zero).isIdentity)
        #expect(Element<Group>(generatorTimes: secretZero).isIdentity)
        #expect((Element<Group>.generator * Scalar.zero).isIdentity)
        #expect((Element<Group>.generator * secretZero).isIdentity)
        #expect((Element<Group>.identity * Scalar(5)).isIdentity)
        #expect((Element<Group>.identity * secretFive).isIdentity)
        #expect(!Element<Group>.generator.isIdentity)
    }

    @Test("a product is a sum of as many terms", arguments: SampleGroup.allCases)
    func repeatedAddition(group: SampleGroup) {
        switch group {
        case .ristretto255: repeatedAddition(Ristretto255.self)
        case .edwards25519: repeatedAddition(Edwards25519.self)
        case .secp256r1: repeatedAddition(Secp256r1.self)
        }
    }

    private func repeatedAddition<Group: PrimeOrderGroup>(_ group: Group.Type) {
        var sum = Element<Group>.identity
        for factor in 0..<40 {
            #expect(sum == Element(generatorTimes: Scalar(UInt64(factor))))
            sum = sum + .generator
        }
    }

    private static func scalar<Group: PrimeOrderGroup>(
        _ group: Group.Type, _ random: SeededRandom
    ) throws -> Scalar<Group.Field> {
        try Scalar(reducing: random.bytes(64))
    }
}
