import Groups
import Secrets
import TestSupport
import Testing

@Suite("Sums of public scalars times elements, in every group")
struct SumTests {
    @Test("a sum is what its terms add up to", arguments: SampleGroup.allCases, Seed.first(24))
    func sums(group: SampleGroup, seed: Seed) throws {
        switch group {
        case .ristretto255: try sums(Ristretto255.self, seed.random)
        case .edwards25519: try sums(Edwards25519.self, seed.random)
        case .secp256r1: try sums(Secp256r1.self, seed.random)
        }
    }

    private func sums<Group: PrimeOrderGroup>(_ group: Group.Type, _ random: SeededRandom) throws {
        typealias Number = Scalar<Group.Field>
        let edges: [Number] = [.zero, .one, -.one, Number(2), -Number(15), Number(31), Number(1 << 63)]
        var terms: [(scalar: Number, element: Element<Group>)] = []
        var logarithm = Number.zero
        for count in 0..<12 {
            let scalar = count < edges.count ? edges[count] : try Number(reducing: random.bytes(64))
            let exponent = count == 3 ? .zero : try Number(reducing: random.bytes(64))
            terms.append((scalar, Element(generatorTimes: exponent)))
            logarithm = logarithm + scalar * exponent
            let factor = try Number(reducing: random.bytes(64))
            #expect(Element.variableTimeSum(generator: factor, terms) == Element(generatorTimes: logarithm + factor))
            #expect(Element.variableTimeVanishes(generator: -logarithm, terms))
            #expect(!Element.variableTimeVanishes(generator: .one - logarithm, terms))
            let secrets = terms.map { (scalar: $0.scalar, element: SecretElement($0.element)) }
            let sum = SecretElement(sumOf: secrets)
            #expect(sum.isEqual(to: SecretElement(Element(generatorTimes: logarithm))))
            #expect(!sum.isEqual(to: SecretElement(Element(generatorTimes: logarithm + .one))))
        }
    }

    @Test("sums of one term at every power of two, and at what lies around it", arguments: SampleGroup.allCases)
    func powersOfTwo(group: SampleGroup) {
        switch group {
        case .ristretto255: powersOfTwo(Ristretto255.self)
        case .edwards25519: powersOfTwo(Edwards25519.self)
        case .secp256r1: powersOfTwo(Secp256r1.self)
        }
    }

    private func powersOfTwo<Group: PrimeOrderGroup>(_ group: Group.Type) {
        let base = Element<Group>(generatorTimes: Scalar(7))
        var power = Scalar<Group.Field>.one
        for exponent in 0..<256 {
            for scalar in [power - .one, power, power + .one, -power] {
                let expected = Element<Group>(generatorTimes: scalar * Scalar(7))
                #expect(Element.variableTimeSum([(scalar, base)]) == expected, "2^\(exponent)")
                #expect(Element.variableTimeSum(generator: scalar * Scalar(7), []) == expected, "2^\(exponent)")
            }
            power = power + power
        }
    }

    @Test("trap 19: terms that are equal, cancel each other or are the identity", arguments: SampleGroup.allCases)
    func cancellation(group: SampleGroup) throws {
        switch group {
        case .ristretto255: try cancellation(Ristretto255.self)
        case .edwards25519: try cancellation(Edwards25519.self)
        case .secp256r1: try cancellation(Secp256r1.self)
        }
    }

    private func cancellation<Group: PrimeOrderGroup>(_ group: Group.Type) throws {
        let element = Element<Group>(generatorTimes: Scalar(1_234_567))
        let decoded = try Element<Group>(canonical: element.bytes)
        let scalar = Scalar<Group.Field>(99_999_999_999)
        #expect(Element<Group>.variableTimeSum([]).isIdentity)
        #expect(Element<Group>.variableTimeVanishes([]))
        #expect(Element.variableTimeSum([(scalar, element), (-scalar, decoded)]).isIdentity)
        #expect(Element.variableTimeSum([(scalar, element), (scalar, decoded)]) == element * (scalar + scalar))
        #expect(Element.variableTimeSum([(scalar, .identity), (.one, decoded)]) == element)
        #expect(Element.variableTimeSum([(.zero, element)]).isIdentity)
        #expect(Element<Group>.variableTimeSum(generator: scalar, [(-scalar, .generator)]).isIdentity)
        #expect(SecretElement<Group>(sumOf: []).revealed == Element<Group>.identity.bytes)
    }

    @Test("sums that are encoded together are those that are encoded alone", arguments: SampleGroup.allCases)
    func together(group: SampleGroup) {
        switch group {
        case .ristretto255: together(Ristretto255.self)
        case .edwards25519: together(Edwards25519.self)
        case .secp256r1: together(Secp256r1.self)
        }
    }

    private func together<Group: PrimeOrderGroup>(_ group: Group.Type) {
        let base = Element<Group>(generatorTimes: Scalar(11))
        let sums = (0..<17).map { [(scalar: Scalar<Group.Field>(UInt64($0)), element: base)] }
        let expected = (0..<17).map { Element<Group>(generatorTimes: Scalar(UInt64(11 * $0 + 5))) }
        #expect(Element.variableTimeSums(sums, generator: Scalar(5)) == expected)
        #expect(Element<Group>.variableTimeSums([]).isEmpty)
    }

    @Test("a secret element is refused where a public one is", arguments: SampleGroup.allCases)
    func secretDecoding(group: SampleGroup) throws {
        switch group {
        case .ristretto255: try secretDecoding(Ristretto255.self)
        case .edwards25519: try secretDecoding(Edwards25519.self)
        case .secp256r1: try secretDecoding(Secp256r1.self)
        }
    }

    private func secretDecoding<Group: PrimeOrderGroup>(_ group: Group.Type) throws {
        let bytes = Element<Group>.generator.bytes
        #expect(try SecretElement<Group>(canonical: bytes).revealed == bytes)
        #expect(throws: GroupError(.wrongLength, "")) { try SecretElement<Group>(canonical: bytes.dropLast()) }
        #expect(throws: GroupError(.identity, "")) {
            try SecretElement<Group>(canonical: Element<Group>.identity.bytes)
        }
        let wrong = [UInt8](repeating: 0xff, count: bytes.count)
        #expect(throws: GroupError(.notInGroup, "")) { try SecretElement<Group>(canonical: wrong) }
    }
}
