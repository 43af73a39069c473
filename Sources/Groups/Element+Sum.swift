/// Sums of public scalars times public elements. Each element is decoded at most once, and nothing but the result is
/// encoded.
extension Element {
    package typealias Term = (scalar: Scalar<Group.Field>, element: Element)

    /// generator * G + the sum of scalars times elements.
    @_specialize(where Group == Edwards25519)
    @_specialize(where Group == Ristretto255)
    package static func variableTimeSum(
        generator: Scalar<Group.Field> = .zero, _ terms: [Term]
    ) -> Element {
        variableTimeSums([terms], generator: generator)[0]
    }

    /// The sum of each list, encoded together; `generator` * G is added to each.
    @_specialize(where Group == Edwards25519)
    @_specialize(where Group == Ristretto255)
    package static func variableTimeSums(_ sums: [[Term]], generator: Scalar<Group.Field> = .zero) -> [Element] {
        let points = sums.map { Group.sum(generator: generator, $0.map { ($0.scalar, $0.element.point) }) }
        return zip(Group.encode(points), points).map { Element(checked: $0, point: $1) }
    }

    /// Whether generator * G + the sum of scalars times elements is the identity: how equations are checked.
    @_specialize(where Group == Edwards25519)
    @_specialize(where Group == Ristretto255)
    package static func variableTimeVanishes(generator: Scalar<Group.Field> = .zero, _ terms: [Term]) -> Bool {
        Group.isIdentity(Group.sum(generator: generator, terms.map { ($0.scalar, $0.element.point) }))
    }
}
