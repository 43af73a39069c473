/// Why bytes are not a scalar or an element.
package struct GroupError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case wrongLength, nonCanonical, notInGroup, identity, zero }
        private let wrapped: Wrapped
        package static let wrongLength = Code(wrapped: .wrongLength)
        /// A scalar that is not reduced, or another encoding of a value than its only one.
        package static let nonCanonical = Code(wrapped: .nonCanonical)
        /// Not a point of the curve, or outside the prime-order subgroup.
        package static let notInGroup = Code(wrapped: .notInGroup)
        /// The identity where it may not stand.
        package static let identity = Code(wrapped: .identity)
        /// Zero where it may not stand.
        package static let zero = Code(wrapped: .zero)
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}

extension GroupError {
    static func wrongLength<Group: PrimeOrderGroup>(_ group: Group.Type, _ count: Int) -> GroupError {
        GroupError(.wrongLength, "an element of \(Group.name) has \(count) bytes, not \(Group.Encoding.count)")
    }

    static func notInGroup<Group: PrimeOrderGroup>(_ group: Group.Type) -> GroupError {
        GroupError(.notInGroup, "an element of \(Group.name) is not a canonical encoding of a point of prime order")
    }

    static func identity<Group: PrimeOrderGroup>(_ group: Group.Type) -> GroupError {
        GroupError(.identity, "an element of \(Group.name) is the identity, which is not allowed here")
    }
}
