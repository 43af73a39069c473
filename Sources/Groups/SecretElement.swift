import Secrets

/// A secret element under public scalars: a partial result, the output of a PRF before it is hashed, an ECDH output. It
/// lies in memory that is wiped when the last reference goes, and nothing that is done with it branches on it.
///
/// A secret scalar times an element comes from ``init(_:times:)``, a library's constant-time code. There is no `==`,
/// `description` or `Hashable`. What registers and the stack hold for a moment is not wiped.
package struct SecretElement<Group: PrimeOrderGroup>: Sendable {
    private let memory: Memory

    private struct Value: BitwiseCopyable {
        let encoding: Group.Encoding
        let knownPoint: Group.Point?
    }

    /// Behind a reference, because a value with one owner cannot stand in a dictionary.
    private final class Memory: Sendable {
        let bytes: SecretBytes

        init(_ value: Value) {
            bytes = unsafe SecretBytes(count: MemoryLayout<Value>.size) { buffer in
                unsafe buffer.storeBytes(of: value, as: Value.self)
            }
        }

        var value: Value { unsafe bytes.withUnsafeBytes { unsafe $0.load(as: Value.self) } }
    }

    private init(encoding: Group.Encoding, point: Group.Point?) {
        memory = Memory(Value(encoding: encoding, knownPoint: point))
    }

    /// Decodes an element from outside. Whether an encoding is refused, and for what, may be known.
    ///
    /// - Throws: ``GroupError`` with `.wrongLength`, `.notInGroup` or `.identity`.
    package init(canonical bytes: some Collection<UInt8>) throws(GroupError) {
        guard let encoding = Group.Encoding(bytes) else { throw .wrongLength(Group.self, bytes.count) }
        guard let point = Group.decode(encoding) else { throw .notInGroup(Group.self) }
        guard !Group.isIdentity(point) else { throw .identity(Group.self) }
        self.init(encoding: encoding, point: point)
    }

    /// A public element as a secret one.
    package init(_ element: Element<Group>) {
        self.init(encoding: element.encoding, point: element.knownPoint)
    }

    /// `element` times a secret, in constant time.
    package init(_ element: Element<Group>, times secret: borrowing SecretScalar<Group.Field>) {
        self.init(element * secret)
    }

    /// The sum of public scalars times secret elements.
    package init(sumOf terms: [(scalar: Scalar<Group.Field>, element: SecretElement)]) {
        var points = terms.map { (scalar: $0.scalar, point: $0.element.point) }
        let sum = Group.sum(generator: .zero, points)
        points.wipe()
        self.init(encoding: Group.encode([sum])[0], point: sum)
    }

    /// Whether generator * G + the sum of scalars times elements, public and secret ones, is the identity: how equations
    /// about secret elements are checked. The answer is public.
    package static func vanishes(
        generator: Scalar<Group.Field>, _ terms: [Element<Group>.Term],
        _ secretTerms: [(scalar: Scalar<Group.Field>, element: SecretElement)]
    ) -> Bool {
        var points = terms.map { (scalar: $0.scalar, point: $0.element.point) }
        points += secretTerms.map { (scalar: $0.scalar, point: $0.element.point) }
        defer { points.wipe() }
        return Group.isIdentity(Group.sum(generator: generator, points))
    }

    var point: Group.Point {
        let value = memory.value
        return value.knownPoint ?? Group.point(ofChecked: value.encoding)
    }

    /// The canonical encoding, for as long as the closure runs.
    package func withUnsafeBytes<Result: ~Copyable>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe memory.bytes.withUnsafeBytes { bytes in
            unsafe body(UnsafeRawBufferPointer(rebasing: bytes.prefix(Group.Encoding.count)))
        }
    }

    /// The encoding in memory that nothing wipes: for what leaves the process by design, such as a partial result.
    package var revealed: [UInt8] { unsafe withUnsafeBytes { unsafe [UInt8]($0) } }

    /// Whether two are equal, in constant time.
    package func isEqual(to other: SecretElement) -> Bool {
        let own = unsafe withUnsafeBytes { unsafe SecretBytes(copying: $0) }
        return own.isEqual(to: unsafe other.withUnsafeBytes { unsafe SecretBytes(copying: $0) })
    }
}
