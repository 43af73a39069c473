/// A group of prime order in which discrete logarithms are hard: raw operations on canonical encodings. Code outside this
/// module works with ``Element`` and ``SecretElement``.
///
/// Three classes of arithmetic are kept apart by type. A secret scalar (``SecretScalar``) meets only `multiply` and
/// `multiplyGenerator`, which are a library's constant-time code. A secret element (``SecretElement``) under public
/// scalars meets `decode`, `sum` and `encode`, whose time depends on the scalars and not on the element. Public elements
/// (``Element``) may besides meet what is named `variableTime`.
package protocol PrimeOrderGroup: Sendable {
    associatedtype Field: ScalarField
    associatedtype Encoding: ElementEncoding
    /// An element as sums take it: decoded, where that saves work.
    associatedtype Point: BitwiseCopyable, Sendable

    /// The name that goes into transcripts.
    static var name: String { get }
    static var generator: Encoding { get }
    static var identity: Encoding { get }
    static func add(_ left: Encoding, _ right: Encoding) -> Encoding
    static func subtract(_ left: Encoding, _ right: Encoding) -> Encoding
    /// Constant time in the scalar: 32 canonical bytes.
    static func multiply(_ element: Encoding, by scalar: UnsafeRawPointer) -> Encoding
    /// Constant time in the scalar: 32 canonical bytes.
    static func multiplyGenerator(by scalar: UnsafeRawPointer) -> Encoding

    /// Nil unless an encoding is canonical and stands for an element of the prime-order group, the identity included.
    static func decode(_ encoding: Encoding) -> Point?
    /// The same for public elements.
    static func variableTimeDecode(_ encoding: Encoding) -> Point?
    /// The point of an encoding that this module made or checked.
    static func point(ofChecked encoding: Encoding) -> Point
    /// In the order of the points.
    static func encode(_ points: [Point]) -> [Encoding]
    static func isIdentity(_ point: Point) -> Bool

    /// How many bytes a transfer form has (``Element/decode(transferForms:)``).
    static var transferCount: Int { get }
    /// The transfer form of the generator times a secret. Constant time in the scalar.
    static func transferForm(ofGeneratorTimes scalar: borrowing SecretScalar<Field>) -> [UInt8]
    /// What transfer forms of the right length stand for; nil unless all stand for elements.
    static func variableTimeDecode(transferForms: [[UInt8]]) -> [Element<Self>]?

    /// generator * G + the sum of scalars times points, in a time that depends on the scalars.
    static func sum(
        generator: Scalar<Field>, _ terms: [(scalar: Scalar<Field>, point: Point)]
    ) -> Point
}

extension PrimeOrderGroup {
    package static func variableTimeDecode(_ encoding: Encoding) -> Point? { decode(encoding) }

    package static var transferCount: Int { Encoding.count }

    package static func transferForm(ofGeneratorTimes scalar: borrowing SecretScalar<Field>) -> [UInt8] {
        Element<Self>(generatorTimes: scalar).bytes
    }

    package static func variableTimeDecode(transferForms: [[UInt8]]) -> [Element<Self>]? {
        var elements: [Element<Self>] = []
        for form in transferForms {
            guard let element = try? Element<Self>(canonicalOrIdentity: form) else { return nil }
            elements.append(element)
        }
        return elements
    }
}

/// The fixed-size encoding of a group's elements.
package protocol ElementEncoding: BitwiseCopyable, Hashable, Sendable {
    static var count: Int { get }
    init()
    init?(_ bytes: some Collection<UInt8>)
    var array: [UInt8] { get }
    func withUnsafeBytes<Result: ~Copyable>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result
}

extension Bytes32: ElementEncoding {}
