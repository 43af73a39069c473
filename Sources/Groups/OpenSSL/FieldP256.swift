import COpenSSL

/// The integers modulo the order of P-256 (SEC 2, section 2.4.2). Big-endian; OpenSSL's constant-time arithmetic.
package enum FieldP256: ScalarField {
    package static let order: [UInt8] = [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ]

    package static let smallInverses = Scalar<FieldP256>.inversesOfSmallNumbers()

    package static func encode(_ value: UInt64) -> Bytes32 {
        var bytes = [UInt8](repeating: 0, count: 32)
        for position in 0..<8 { bytes[31 - position] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(position))) }
        return Bytes32(bytes) ?? Bytes32()
    }

    package static func isCanonical(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count == 32 else { return false }
        // Subtract the order; the number is below it exactly where the subtraction borrows at the end.
        var borrow: Int16 = 0
        for position in (0..<32).reversed() {
            borrow = unsafe (Int16(bytes[position]) - Int16(order[position]) + borrow) >> 8
        }
        return borrow != 0
    }

    package static func add(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer) {
        unsafe combine(left, right, into: result) { sum, left, right, _ in
            unsafe BN_mod_add_quick(sum, left, right, Modulus.order)
        }
    }

    package static func subtract(
        _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer
    ) {
        unsafe combine(left, right, into: result) { difference, left, right, _ in
            unsafe BN_mod_sub_quick(difference, left, right, Modulus.order)
        }
    }

    package static func multiply(
        _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer
    ) {
        unsafe combine(left, right, into: result) { product, left, right, context in
            // One factor with Montgomery's constant, which the multiplication takes away again.
            unsafe BN_to_montgomery(product, left, Modulus.montgomery, context)
                & BN_mod_mul_montgomery(product, product, right, Modulus.montgomery, context)
        }
    }

    /// By Fermat's little theorem: an exponentiation whose exponent is public.
    package static func invert(_ value: UnsafeRawPointer, into result: UnsafeMutableRawPointer) {
        unsafe combine(value, value, into: result) { inverse, value, _, context in
            unsafe BN_mod_exp_mont_consttime(
                inverse, value, Modulus.orderMinusTwo, Modulus.order, context, Modulus.montgomery)
        }
    }

    /// high * 2^256 + low by Montgomery's multiplication, whose radix is 2^256: a division would take a time that depends
    /// on the number.
    package static func reduce(wide: UnsafeRawPointer, into result: UnsafeMutableRawPointer) {
        unsafe combine(wide, wide + 32, into: result) { sum, high, low, context in
            unsafe BN_to_montgomery(high, high, Modulus.montgomery, context)
                & BN_to_montgomery(low, low, Modulus.montgomery, context)
                & BN_from_montgomery(low, low, Modulus.montgomery, context)
                & BN_mod_add_quick(sum, high, low, Modulus.order)
        }
    }

    private static func combine(
        _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer,
        _ operation: (OpaquePointer, OpaquePointer, OpaquePointer, OpaquePointer) -> Int32
    ) {
        let numbers = BigNumbers()
        let left = unsafe numbers.number(left)
        let right = unsafe numbers.number(right)
        let value = unsafe numbers.zero()
        unsafe check(operation(value, left, right, numbers.context))
        unsafe BigNumbers.write(value, to: result)
    }

    /// Nothing but a lack of memory can fail.
    private static func check(_ status: Int32) {
        precondition(status == 1, "OpenSSL could not calculate modulo the order of P-256")
    }

    /// Written once, and read by every thread.
    private enum Modulus {
        nonisolated(unsafe) static let order = unsafe number(FieldP256.order)
        nonisolated(unsafe) static let orderMinusTwo = unsafe number(FieldP256.order.dropLast() + [0x4f])
        nonisolated(unsafe) static let montgomery: OpaquePointer = {
            guard let montgomery = unsafe BN_MONT_CTX_new(), let context = unsafe BN_CTX_new() else {
                preconditionFailure("OpenSSL has no memory for a modulus")
            }
            defer { unsafe BN_CTX_free(context) }
            unsafe check(BN_MONT_CTX_set(montgomery, order, context))
            return unsafe montgomery
        }()

        private static func number(_ bytes: [UInt8]) -> OpaquePointer {
            guard let number = unsafe BN_bin2bn(bytes, Int32(bytes.count), nil) else {
                preconditionFailure("OpenSSL has no memory for a modulus")
            }
            return unsafe number
        }
    }
}
