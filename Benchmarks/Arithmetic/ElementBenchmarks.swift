import Benchmark
import Groups
import Secrets

/// Elements as they come from the wire and go to it, and the constant-time multiplications that secrets meet.
func addElementBenchmarks<Group: PrimeOrderGroup>(_ name: String, of group: Group.Type) {
    let element = Element<Group>.random
    let encoding = element.bytes
    let scalar = SecretScalarBox<Group.Field>()

    Benchmark("\(name): decode, subgroup test included") { _ in
        blackHole(try Element<Group>(canonical: encoding))
    }
    Benchmark("\(name): decode a secret element, constant time") { _ in
        blackHole(try SecretElement<Group>(canonical: encoding))
    }
    Benchmark("\(name): secret scalar times generator, constant time") { _ in
        blackHole(Element<Group>(generatorTimes: scalar.value))
    }
    Benchmark("\(name): secret scalar times element, constant time") { _ in
        blackHole(element * scalar.value)
    }
}

/// A secret behind a reference, because a closure that is called twice cannot own one.
final class SecretScalarBox<Field: ScalarField>: Sendable {
    let value = SecretScalar<Field>.random(from: SystemRandom())
}

extension Element {
    /// An element whose discrete logarithm nobody keeps.
    static var random: Element { Element(generatorTimes: SecretScalar.random(from: SystemRandom())) }
}
