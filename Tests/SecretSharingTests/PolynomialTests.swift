import Groups
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("A dealer's polynomial")
struct PolynomialTests {
    typealias Number = Scalar<Field25519>

    @Test("a share is the polynomial's value, summed term by term", arguments: Seed.first(64))
    func evaluation(seed: Seed) throws {
        let random = seed.random
        let coefficients = try (0..<random.number(in: 2..<14)).map { _ in try Number(reducing: random.bytes(64)) }
        let polynomial = SecretPolynomial<Field25519>(coefficients: coefficients)
        for value in [1, 2, 7, 20] {
            let x = Number(UInt64(value))
            var (sum, power) = (Number.zero, Number.one)
            for coefficient in coefficients {
                sum = sum + coefficient * power
                power = power * x
            }
            #expect(polynomial.share(at: try ShareIndex(value)).published() == sum)
        }
    }

    @Test("trap 6: every coefficient takes 64 fresh bytes of the source")
    func freshCoefficients() throws {
        let threshold = try Threshold(quorum: 4, of: 5)
        let bytes = SeededRandom(9).bytes(4 * 64)
        let source = FixedRandom(bytes)
        let polynomial = SecretPolynomial<Field25519>(threshold: threshold, random: source)
        #expect(source.drawn == 4 * 64)
        let expected = try (0..<4).map { position in
            Element<Ristretto255>(
                generatorTimes: try Number(reducing: Array(bytes[64 * position..<64 * position + 64])))
        }
        #expect(polynomial.committed(in: Ristretto255.self) == expected)
    }

    @Test("the constant coefficient of a new key is never zero")
    func noZeroKey() throws {
        let threshold = try Threshold(quorum: 2, of: 2)
        let source = FixedRandom(
            [UInt8](repeating: 0, count: 64) + Field25519.order + [UInt8](repeating: 0, count: 32) + [5])
        let polynomial = SecretPolynomial<Field25519>(threshold: threshold, random: source)
        #expect(
            polynomial.withConstant { Element<Ristretto255>(generatorTimes: $0) } == Element(generatorTimes: Number(5)))
    }

    @Test("a polynomial above a given constant has that constant and as many coefficients as the quorum")
    func givenConstant() throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let polynomial = SecretPolynomial<Field25519>(
            sharing: SecretScalar(Number(42)), threshold: threshold, random: SeededRandom(3))
        let commitments = polynomial.committed(in: Edwards25519.self)
        #expect(commitments.count == 3)
        #expect(commitments[0] == Element(generatorTimes: Number(42)))
    }
}
