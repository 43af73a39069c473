import CSodium
import Groups
import Secrets
import TestSupport
import Testing

/// A million random inputs: what our arithmetic says of them, libsodium says. A failure names the seed.
@Suite("Our arithmetic is libsodium's")
struct LibsodiumOracleTests {
    /// So many times 32 bytes that follow from the seed; ``SeededRandom`` would take longer than what is tested.
    private static func encodings(_ seed: Seed, count: Int) -> [Bytes32] {
        var bytes = [UInt8](repeating: 0, count: 32 * count)
        unsafe randombytes_buf_deterministic(&bytes, bytes.count, seed.random.bytes(32))
        return (0..<count).map { Bytes32(bytes[32 * $0..<32 * $0 + 32]) ?? Bytes32() }
    }

    /// libsodium 1.0.18 ignores the highest bit, which RFC 9496 wants to be zero.
    private static func isValid(ristretto bytes: Bytes32) -> Bool {
        unsafe bytes.array[31] < 0x80 && crypto_core_ristretto255_is_valid_point(bytes.array) == 1
    }

    private static func isValid(edwards bytes: Bytes32) -> Bool {
        unsafe crypto_core_ed25519_is_valid_point(bytes.array) == 1
    }

    @Test("832,000 encodings of ristretto255, most of them canonical and not negative", arguments: Seed.first(64))
    func ristrettoDecoding(seed: Seed) {
        var valid = 0
        for (count, encoding) in Self.encodings(seed, count: 13_000).enumerated() {
            var bytes = encoding
            if count % 8 != 0 {
                unsafe bytes.withUnsafeMutableBytes {
                    unsafe $0[0] &= 0xfe
                    unsafe $0[31] &= 0x7f
                }
            }
            let point = EdwardsPoint(ristretto: bytes)
            guard (point != nil) == Self.isValid(ristretto: bytes), point.map({ $0.ristrettoEncoded == bytes }) ?? true
            else {
                Issue.record("\(seed), input \(count): \(bytes.array.hex)")
                return
            }
            valid += point == nil ? 0 : 1
        }
        #expect(valid > 1_000)
    }

    @Test("64,000 encodings of edwards25519", arguments: Seed.first(64))
    func edwardsDecoding(seed: Seed) {
        var valid = 0
        for (count, bytes) in Self.encodings(seed, count: 1_000).enumerated() {
            let element = try? Element<Edwards25519>(canonical: bytes.array)
            guard (element != nil) == Self.isValid(edwards: bytes) else {
                Issue.record("\(seed), input \(count): \(bytes.array.hex)")
                return
            }
            valid += element == nil ? 0 : 1
        }
        #expect(valid > 20)
    }

    @Test("76,800 sums and differences in ristretto255", arguments: Seed.first(64))
    func ristrettoAddition(seed: Seed) throws {
        let random = seed.random
        var (left, right) = (Ristretto255.map(uniform: random.bytes(64)), Ristretto255.map(uniform: random.bytes(64)))
        for count in 0..<600 {
            let ours = (try #require(EdwardsPoint(ristretto: left)), try #require(EdwardsPoint(ristretto: right)))
            let sum = Ristretto255.add(left, right)
            let difference = Ristretto255.subtract(left, right)
            guard (ours.0 + ours.1).ristrettoEncoded == sum, (ours.0 - ours.1).ristrettoEncoded == difference else {
                Issue.record("\(seed), sum \(count): \(left.array.hex) \(right.array.hex)")
                return
            }
            (left, right) = (sum, difference)
        }
    }

    @Test("76,800 sums and differences in edwards25519", arguments: Seed.first(64))
    func edwardsAddition(seed: Seed) throws {
        let random = seed.random
        var left = Element<Edwards25519>(generatorTimes: try Scalar(reducing: random.bytes(64))).encoding
        var right = Element<Edwards25519>(generatorTimes: try Scalar(reducing: random.bytes(64))).encoding
        for count in 0..<600 {
            let ours = (try #require(EdwardsPoint(edwards: left)), try #require(EdwardsPoint(edwards: right)))
            let sum = Edwards25519.add(left, right)
            let difference = Edwards25519.subtract(left, right)
            guard EdwardsPoint.edwardsEncoded([ours.0 + ours.1, ours.0 - ours.1]) == [sum, difference] else {
                Issue.record("\(seed), sum \(count): \(left.array.hex) \(right.array.hex)")
                return
            }
            (left, right) = (sum, difference)
        }
    }

    @Test("12,800 products, a third of them in sums", arguments: Seed.first(64))
    func sums(seed: Seed) throws {
        try sums(Ristretto255.self, seed)
        try sums(Edwards25519.self, seed)
    }

    private func sums<Group: PrimeOrderGroup>(_ group: Group.Type, _ seed: Seed) throws {
        let random = seed.random
        for count in 0..<25 {
            let exponents = try (0..<4).map { _ in try Scalar<Group.Field>(reducing: random.bytes(64)) }
            let base = Element<Group>(generatorTimes: exponents[0])
            let products = exponents.map { base * $0 }
            for (exponent, product) in zip(exponents, products) {
                #expect(Element.variableTimeSum([(exponent, base)]) == product, "\(seed), product \(count)")
            }
            let expected = products.reduce(Element(generatorTimes: exponents[3])) { $0 + $1 }
            let terms = exponents.map { (scalar: $0, element: base) }
            #expect(Element.variableTimeSum(generator: exponents[3], terms) == expected, "\(seed), sum \(count)")
        }
    }
}
