/// A public element of the group, always canonical and always in the prime-order subgroup.
package struct Element<Group: PrimeOrderGroup>: Sendable {
    package let encoding: Group.Encoding
    /// Kept where it is known: for elements that were decoded or come out of a sum.
    let knownPoint: Group.Point?

    /// An encoding that was checked, or made here.
    init(checked encoding: Group.Encoding) {
        self.encoding = encoding
        knownPoint = nil
    }

    init(checked encoding: Group.Encoding, point: Group.Point) {
        self.encoding = encoding
        knownPoint = point
    }

    var point: Group.Point { knownPoint ?? Group.point(ofChecked: encoding) }

    /// Decodes an element from outside.
    ///
    /// - Throws: ``GroupError`` with `.wrongLength`, `.notInGroup` (not on the curve, not canonical or of small order) or
    ///   `.identity`.
    package init(canonical bytes: some Collection<UInt8>) throws(GroupError) {
        try self.init(canonicalOrIdentity: bytes)
        guard !isIdentity else {
            throw .identity(Group.self)
        }
    }

    /// Decodes an element where the identity is one of the values allowed: a commitment to a coefficient that is not the
    /// constant one.
    ///
    /// - Throws: ``GroupError`` with `.wrongLength` or `.notInGroup`.
    package init(canonicalOrIdentity bytes: some Collection<UInt8>) throws(GroupError) {
        guard let encoding = Group.Encoding(bytes) else {
            throw .wrongLength(Group.self, bytes.count)
        }
        guard let point = Group.variableTimeDecode(encoding) else {
            throw .notInGroup(Group.self)
        }
        self.init(checked: encoding, point: point)
    }

    package static var generator: Element { Element(checked: Group.generator) }
    package static var identity: Element { Element(checked: Group.identity) }

    package var isIdentity: Bool { encoding == Group.identity }
    package var bytes: [UInt8] { encoding.array }

    package static func + (left: Element, right: Element) -> Element {
        Element(checked: Group.add(left.encoding, right.encoding))
    }

    package static func - (left: Element, right: Element) -> Element {
        Element(checked: Group.subtract(left.encoding, right.encoding))
    }

    package static func * (element: Element, scalar: Scalar<Group.Field>) -> Element {
        unsafe scalar.encoding.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return .identity }
            return Element(checked: unsafe Group.multiply(element.encoding, by: base))
        }
    }

    /// `element` times a secret, in constant time.
    package static func * (element: Element, scalar: borrowing SecretScalar<Group.Field>) -> Element {
        unsafe scalar.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return .identity }
            return Element(checked: unsafe Group.multiply(element.encoding, by: base))
        }
    }

    /// The generator times a public scalar.
    package init(generatorTimes scalar: Scalar<Group.Field>) {
        let encoding = unsafe scalar.encoding.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return Group.identity }
            return unsafe Group.multiplyGenerator(by: base)
        }
        self.init(checked: encoding)
    }

    /// The generator times a secret, in constant time.
    package init(generatorTimes scalar: borrowing SecretScalar<Group.Field>) {
        let encoding = unsafe scalar.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return Group.identity }
            return unsafe Group.multiplyGenerator(by: base)
        }
        self.init(checked: encoding)
    }
}

extension Element: Hashable {
    package static func == (left: Element, right: Element) -> Bool { left.encoding == right.encoding }

    package func hash(into hasher: inout Hasher) { hasher.combine(encoding) }
}
