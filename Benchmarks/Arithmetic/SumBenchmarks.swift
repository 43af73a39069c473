import Benchmark
import Groups
import Secrets

/// Sums of public scalars times public elements that are decoded already, the result encoded; and encoding many at once.
func addSumBenchmarks<Group: PrimeOrderGroup>(_ name: String, of group: Group.Type) {
    for count in [1, 3, 10, 20] {
        let terms = terms(count, of: group)
        Benchmark("\(name): sum of \(count)") { _ in
            blackHole(Element<Group>.variableTimeSum(terms))
        }
    }
    let pairs = terms(64, of: group).map { [$0] }
    // With weights of 1 little but the encoding is left.
    let encodings = pairs.map { $0.map { (scalar: Scalar<Group.Field>.one, element: $0.element) } }
    Benchmark("\(name): encode, batch of 64") { _ in
        blackHole(Element<Group>.variableTimeSums(encodings))
    }
}

private func terms<Group: PrimeOrderGroup>(_ count: Int, of group: Group.Type) -> [Element<Group>.Term] {
    (0..<count).map { _ in
        let element = Element<Group>.random
        // Through its bytes, so that the point is known, as it is of whatever was decoded.
        let decoded = (try? Element<Group>(canonical: element.bytes)) ?? element
        return (SecretScalar<Group.Field>.random(from: SystemRandom()).published(), decoded)
    }
}
