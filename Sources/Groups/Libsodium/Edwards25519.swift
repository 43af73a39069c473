import CSodium

/// The prime-order subgroup of edwards25519 (RFC 8032) by libsodium, which keeps small-order and mixed-order points out
/// at decoding (``LibsodiumSelfTest`` holds it to that).
package enum Edwards25519: PrimeOrderGroup {
    package typealias Field = Field25519
    package typealias Encoding = Bytes32

    package static let name = "edwards25519"

    package static let generator: Bytes32 = Bytes32([0x58] + [UInt8](repeating: 0x66, count: 31)) ?? Bytes32()

    /// (0, 1).
    package static let identity: Bytes32 = Bytes32([1] + [UInt8](repeating: 0, count: 31)) ?? Bytes32()

    /// By libsodium, in constant time.
    static func isElement(_ encoding: Bytes32) -> Bool {
        // libsodium counts the identity among the points of small order.
        if encoding == identity { return true }
        return unsafe encoding.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            return unsafe crypto_core_ed25519_is_valid_point(octets(base)) == 1
        }
    }

    package static func add(_ left: Bytes32, _ right: Bytes32) -> Bytes32 {
        unsafe SodiumCall.binary(left, right) { unsafe crypto_core_ed25519_add($0, $1, $2) } ?? identity
    }

    package static func subtract(_ left: Bytes32, _ right: Bytes32) -> Bytes32 {
        unsafe SodiumCall.binary(left, right) { unsafe crypto_core_ed25519_sub($0, $1, $2) } ?? identity
    }

    // libsodium reports a product that is the identity as an error; operands were checked when they were decoded, so
    // there is no other.
    package static func multiply(_ element: Bytes32, by scalar: UnsafeRawPointer) -> Bytes32 {
        unsafe SodiumCall.binary(element, scalar) { result, element, scalar in
            unsafe crypto_scalarmult_ed25519_noclamp(result, scalar, element)
        } ?? identity
    }

    package static func multiplyGenerator(by scalar: UnsafeRawPointer) -> Bytes32 {
        unsafe SodiumCall.unary(scalar) { unsafe crypto_scalarmult_ed25519_base_noclamp($0, $1) } ?? identity
    }
}
