/// An element of the group, always canonical and always in the prime-order subgroup.
package struct Element<Group: PrimeOrderGroup>: Hashable, Sendable {
    package let encoding: Group.Encoding

    init(unchecked encoding: Group.Encoding) {
        self.encoding = encoding
    }

    /// Decodes an element from outside.
    ///
    /// - Throws: ``GroupError`` with `.wrongLength`, `.notInGroup` (not on the curve, not canonical or of small order) or
    ///   `.identity`.
    package init(canonical bytes: some Collection<UInt8>) throws(GroupError) {
        try self.init(canonicalOrIdentity: bytes)
        guard !isIdentity else {
            throw GroupError(.identity, "an element of \(Group.name) is the identity, which is not allowed here")
        }
    }

    /// Decodes an element where the identity is one of the values allowed: a commitment to a coefficient that is not the
    /// constant one.
    ///
    /// - Throws: ``GroupError`` with `.wrongLength` or `.notInGroup`.
    package init(canonicalOrIdentity bytes: some Collection<UInt8>) throws(GroupError) {
        guard let encoding = Group.Encoding(bytes) else {
            throw GroupError(
                .wrongLength, "an element of \(Group.name) has \(bytes.count) bytes, not \(Group.Encoding.count)")
        }
        guard Group.isElement(encoding) else {
            throw GroupError(
                .notInGroup, "an element of \(Group.name) is not a canonical encoding of a point of prime order")
        }
        self.encoding = encoding
    }

    package static var generator: Element { Element(unchecked: Group.generator) }
    package static var identity: Element { Element(unchecked: Group.identity) }

    package var isIdentity: Bool { encoding == Group.identity }
    package var bytes: [UInt8] { encoding.array }

    package static func + (left: Element, right: Element) -> Element {
        Element(unchecked: Group.add(left.encoding, right.encoding))
    }

    package static func - (left: Element, right: Element) -> Element {
        Element(unchecked: Group.subtract(left.encoding, right.encoding))
    }

    package static func * (element: Element, scalar: Scalar<Group.Field>) -> Element {
        unsafe scalar.encoding.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return .identity }
            return Element(unchecked: unsafe Group.multiply(element.encoding, by: base))
        }
    }

    /// `element` times a secret, in constant time.
    package static func * (element: Element, scalar: borrowing SecretScalar<Group.Field>) -> Element {
        unsafe scalar.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return .identity }
            return Element(unchecked: unsafe Group.multiply(element.encoding, by: base))
        }
    }

    /// The generator times a public scalar.
    package init(generatorTimes scalar: Scalar<Group.Field>) {
        encoding = unsafe scalar.encoding.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return Group.identity }
            return unsafe Group.multiplyGenerator(by: base)
        }
    }

    /// The generator times a secret, in constant time.
    package init(generatorTimes scalar: borrowing SecretScalar<Group.Field>) {
        encoding = unsafe scalar.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return Group.identity }
            return unsafe Group.multiplyGenerator(by: base)
        }
    }
}
