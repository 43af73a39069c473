/// A group of prime order in which discrete logarithms are hard: raw operations on canonical encodings. Code outside this
/// module works with ``Element``.
package protocol PrimeOrderGroup: Sendable {
    associatedtype Field: ScalarField
    associatedtype Encoding: ElementEncoding

    /// The name that goes into transcripts.
    static var name: String { get }
    static var generator: Encoding { get }
    static var identity: Encoding { get }
    /// Whether an encoding is canonical and stands for an element of the prime-order group, the identity included.
    static func isElement(_ encoding: Encoding) -> Bool
    static func add(_ left: Encoding, _ right: Encoding) -> Encoding
    static func subtract(_ left: Encoding, _ right: Encoding) -> Encoding
    /// Constant time in the scalar: 32 canonical bytes.
    static func multiply(_ element: Encoding, by scalar: UnsafeRawPointer) -> Encoding
    /// Constant time in the scalar: 32 canonical bytes.
    static func multiplyGenerator(by scalar: UnsafeRawPointer) -> Encoding
}

/// The fixed-size encoding of a group's elements.
package protocol ElementEncoding: Hashable, Sendable {
    static var count: Int { get }
    init?(_ bytes: some Collection<UInt8>)
    var array: [UInt8] { get }
}

extension Bytes32: ElementEncoding {}
