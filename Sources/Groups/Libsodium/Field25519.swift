import CSodium

/// The integers modulo 2^252 + 27742317777372353535851937790883648493, the order of ristretto255 and of edwards25519's
/// large subgroup. Little-endian; libsodium's constant-time arithmetic.
package enum Field25519: ScalarField {
    package static let order: [UInt8] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]

    package static let smallInverses = Scalar<Field25519>.inversesOfSmallNumbers()

    package static func encode(_ value: UInt64) -> Bytes32 {
        var bytes = [UInt8](repeating: 0, count: 32)
        for position in 0..<8 { bytes[position] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(position))) }
        return Bytes32(bytes) ?? Bytes32()
    }

    package static func isCanonical(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count == 32 else { return false }
        // Subtract the order; the number is below it exactly where the subtraction borrows at the end.
        var borrow: Int16 = 0
        for position in 0..<32 {
            borrow = unsafe (Int16(bytes[position]) - Int16(order[position]) + borrow) >> 8
        }
        return borrow != 0
    }

    package static func add(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer) {
        unsafe crypto_core_ed25519_scalar_add(octets(result), octets(left), octets(right))
    }

    package static func subtract(
        _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer
    ) {
        unsafe crypto_core_ed25519_scalar_sub(octets(result), octets(left), octets(right))
    }

    package static func multiply(
        _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer
    ) {
        unsafe crypto_core_ed25519_scalar_mul(octets(result), octets(left), octets(right))
    }

    package static func invert(_ value: UnsafeRawPointer, into result: UnsafeMutableRawPointer) {
        unsafe _ = crypto_core_ed25519_scalar_invert(octets(result), octets(value))
    }

    package static func reduce(wide: UnsafeRawPointer, into result: UnsafeMutableRawPointer) {
        unsafe crypto_core_ed25519_scalar_reduce(octets(result), octets(wide))
    }
}

/// libsodium takes `unsigned char *`.
func octets(_ pointer: UnsafeRawPointer) -> UnsafePointer<UInt8> {
    unsafe pointer.assumingMemoryBound(to: UInt8.self)
}

func octets(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutablePointer<UInt8> {
    unsafe pointer.assumingMemoryBound(to: UInt8.self)
}
