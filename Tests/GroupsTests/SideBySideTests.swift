import Groups
import Secrets
import TestSupport
import Testing

@Suite("Groups side by side")
struct SideBySideTests {
    @Test("trap 21: no group has a state: used at once from many tasks they compute what each computes alone")
    func sideBySide() async throws {
        let seeds = Seed.first(32)
        let alone = SampleGroup.allCases.map { group in seeds.map { Self.chain(group, seed: $0) } }
        let together = await withTaskGroup(of: (SampleGroup, Seed, [UInt8]).self) { tasks in
            for seed in seeds {
                for group in SampleGroup.allCases {
                    tasks.addTask { @concurrent in (group, seed, Self.chain(group, seed: seed)) }
                }
            }
            return await tasks.reduce(into: [:]) { $0[$1.0, default: [:]][$1.1] = $1.2 }
        }
        for (group, expected) in zip(SampleGroup.allCases, alone) {
            #expect(seeds.map { together[group]?[$0] } == expected, "\(group)")
        }
    }

    private static func chain(_ group: SampleGroup, seed: Seed) -> [UInt8] {
        switch group {
        case .ristretto255: chain(Ristretto255.self, seed.random)
        case .edwards25519: chain(Edwards25519.self, seed.random)
        case .secp256r1: chain(Secp256r1.self, seed.random)
        }
    }

    /// Field and group operations in turns, each with the result of the one before.
    private static func chain<Group: PrimeOrderGroup>(_ group: Group.Type, _ random: SeededRandom) -> [UInt8] {
        var secret = SecretScalar<Group.Field>.random(from: random)
        var element = Element<Group>.generator
        for _ in 0..<8 {
            element = element * secret + Element(generatorTimes: secret)
            secret = secret.multiplied(by: secret).adding(SecretScalar(Scalar.one))
        }
        return element.bytes + secret.published().bytes
    }
}
