import Groups
import Secrets
import TestSupport
import Testing

@Suite("The transfer form of elements of edwards25519")
struct TransferTests {
    private static func form(_ point: EdwardsPoint) -> [UInt8] {
        let inverse = point.z.inverted()
        return (point.x * inverse).encoded.array + (point.y * inverse).encoded.array
    }

    @Test("it stands for the generator times the secret, by libsodium", arguments: Seed.first(32))
    func roundTrip(seed: Seed) throws {
        let random = seed.random
        let secrets = try (0..<8).map { _ in try Scalar<Field25519>(reducing: random.bytes(64)) }
        let forms = secrets.map { Edwards25519.transferForm(ofGeneratorTimes: SecretScalar($0)) }
        let elements = try Element<Edwards25519>.decode(transferForms: forms)
        #expect(elements == secrets.map { Element(generatorTimes: $0) })
    }

    @Test("what is in a small subgroup beside falls away: every form stands for an element", arguments: Seed.first(8))
    func cofactor(seed: Seed) throws {
        let secret = try Scalar<Field25519>(reducing: seed.random.bytes(64))
        let form = Edwards25519.transferForm(ofGeneratorTimes: SecretScalar(secret))
        var encoding = Array(form[32...])
        encoding[31] |= form[0] << 7
        let eighth = try #require(Bytes32(encoding).flatMap { EdwardsPoint(edwards: $0) })
        let expected = Element<Edwards25519>(generatorTimes: secret)
        for small in try SubgroupTests.smallOrderPoints() {
            let element = try Element<Edwards25519>.decode(transferForms: [Self.form(eighth + small)])[0]
            #expect(element == expected)
            let checked = try Element<Edwards25519>(canonical: element.bytes)
            #expect(checked == expected)
        }
    }

    @Test("a point of small order stands for the identity and is refused, wherever it is")
    func smallOrder() throws {
        let good = Edwards25519.transferForm(ofGeneratorTimes: SecretScalar(Scalar(5)))
        for small in try SubgroupTests.smallOrderPoints() {
            #expect(throws: GroupError(.identity, "")) {
                try Element<Edwards25519>.decode(transferForms: [good, Self.form(small)])
            }
        }
    }

    @Test("coordinates off the curve, not below p or of another length are refused")
    func refused() {
        let good = Edwards25519.transferForm(ofGeneratorTimes: SecretScalar(Scalar(5)))
        for bit in 0..<512 {
            #expect(throws: GroupError(.notInGroup, ""), "bit \(bit)") {
                try Element<Edwards25519>.decode(transferForms: [good.flipping(bit: bit)])
            }
        }
        // (p, 1) and (0, p + 1), which are (0, 1) modulo p.
        let zero = [UInt8](repeating: 0, count: 32)
        let p = [0xed] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
        for form in [p + [1] + zero.dropFirst(), zero + [0xee] + p.dropFirst()] {
            #expect(throws: GroupError(.notInGroup, "")) {
                try Element<Edwards25519>.decode(transferForms: [form])
            }
        }
        for form in [[], Array(good.dropLast()), good + [0], Array(good.prefix(32))] {
            #expect(throws: GroupError(.wrongLength, "")) {
                try Element<Edwards25519>.decode(transferForms: [good, form])
            }
        }
    }

    @Test("other groups travel as their encodings")
    func otherGroups() throws {
        func check<Group: PrimeOrderGroup>(_ group: Group.Type) throws {
            let secret = Scalar<Group.Field>(7)
            let form = Group.transferForm(ofGeneratorTimes: SecretScalar(secret))
            #expect(form == Element<Group>(generatorTimes: secret).bytes)
            #expect(try Element<Group>.decode(transferForms: [form]) == [Element(generatorTimes: secret)])
            #expect(throws: GroupError(.notInGroup, "")) {
                try Element<Group>.decode(transferForms: [[UInt8](repeating: 0xff, count: form.count)])
            }
        }
        try check(Ristretto255.self)
        try check(Secp256r1.self)
    }
}
