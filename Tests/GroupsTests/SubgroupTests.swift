import CSodium
import Groups
import Secrets
import TestSupport
import Testing

@Suite("The prime-order subgroup of edwards25519 is told from the rest exactly")
struct SubgroupTests {
    /// The eight points whose order divides 8, the identity first.
    static func smallOrderPoints() throws -> [EdwardsPoint] {
        let bytes = try [UInt8](hex: "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
        let generator = try #require(Bytes32(bytes).flatMap { EdwardsPoint(edwards: $0) })
        return (0..<8).map { count in (0..<count).reduce(EdwardsPoint.identity) { sum, _ in sum + generator } }
    }

    /// l times a point, by doubling and adding.
    private static func timesOrder(_ point: EdwardsPoint) -> EdwardsPoint {
        var sum = EdwardsPoint.identity
        for bit in (0..<256).reversed() {
            sum = sum.doubled
            if Field25519.order[bit / 8] >> UInt8(bit % 8) & 1 == 1 { sum = sum + point }
        }
        return sum
    }

    @Test("points of all eight classes: by [l]P, by libsodium and by halving", arguments: Seed.first(64))
    func classes(seed: Seed) throws {
        let random = seed.random
        let smallOrder = try Self.smallOrderPoints()
        #expect(Set(smallOrder.map(\.edwardsEncoded)).count == 8)
        for _ in 0..<8 {
            let element = Element<Edwards25519>(generatorTimes: try Scalar(reducing: random.bytes(64)))
            let pure = try #require(EdwardsPoint(edwards: element.encoding))
            for (order, small) in smallOrder.enumerated() {
                let encoding = (pure + small).edwardsEncoded
                let isElement = (try? Element<Edwards25519>(canonical: encoding.array)) != nil
                #expect(isElement == (order == 0), "\(seed), class \(order)")
                #expect(isElement == (unsafe crypto_core_ed25519_is_valid_point(encoding.array) == 1), "\(seed)")
                #expect(Self.timesOrder(pure + small).isEqual(to: .identity).isYes == (order == 0), "\(seed)")
            }
        }
    }

    @Test("of the points of small order only the identity is in")
    func smallOrder() throws {
        for (order, point) in try Self.smallOrderPoints().enumerated() {
            let bytes = point.edwardsEncoded.array
            #expect(((try? Element<Edwards25519>(canonicalOrIdentity: bytes)) != nil) == (order == 0), "\(order)")
            #expect(throws: GroupError.self) { try Element<Edwards25519>(canonical: bytes) }
        }
    }

    @Test("every y from p to 2^255 - 1 is refused with either sign, and so is the sign of x = 0", arguments: 0..<19)
    func nonCanonical(excess: UInt8) {
        for high: UInt8 in [0x7f, 0xff] {
            let bytes = [0xed + excess] + [UInt8](repeating: 0xff, count: 30) + [high]
            #expect(EdwardsPoint(edwards: Bytes32(bytes) ?? Bytes32()) == nil)
            #expect(EdwardsPoint(ristretto: Bytes32(bytes) ?? Bytes32()) == nil)
        }
        #expect(EdwardsPoint(edwards: Bytes32([1] + [UInt8](repeating: 0, count: 30) + [0x80]) ?? Bytes32()) == nil)
        #expect(
            EdwardsPoint(edwards: Bytes32([0xec] + [UInt8](repeating: 0xff, count: 31)) ?? Bytes32()) == nil)
    }
}
