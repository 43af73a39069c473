/// The integers modulo a group's prime order: raw operations on canonical 32-byte encodings, constant time in their
/// operands. Code outside this module works with ``Scalar`` and ``SecretScalar``.
///
/// Each pointer addresses 32 bytes; `result` may be one of the operands.
package protocol ScalarField: Sendable {
    /// The order, in the field's own byte order.
    static var order: [UInt8] { get }
    /// The inverses of 1, 2, 3 and so on up to 20, computed once.
    static var smallInverses: [Scalar<Self>] { get }
    /// The encoding of a small number.
    static func encode(_ value: UInt64) -> Bytes32
    /// Whether 32 bytes are the encoding of a number below the order, in constant time.
    static func isCanonical(_ bytes: UnsafeRawBufferPointer) -> Bool
    static func add(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer)
    static func subtract(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer)
    static func multiply(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer)
    /// The inverse of a number that is not zero.
    static func invert(_ value: UnsafeRawPointer, into result: UnsafeMutableRawPointer)
    /// Reduces 64 uniformly random bytes.
    static func reduce(wide: UnsafeRawPointer, into result: UnsafeMutableRawPointer)
}
