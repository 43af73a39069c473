import COpenSSL

/// P-256 (SEC 2, section 2.4.2; NIST SP 800-186) by OpenSSL, in compressed encodings (SEC 1, section 2.3.3).
package enum Secp256r1: PrimeOrderGroup {
    package typealias Field = FieldP256
    package typealias Encoding = Bytes33
    package typealias Point = Bytes33

    package static let name = "P-256"

    package static let generator: Bytes33 = unsafe withPoint { point, numbers in
        unsafe EC_POINT_copy(point, EC_GROUP_get0_generator(curve))
    }

    /// 33 zero bytes: SEC 1 writes the point at infinity as a single one, which has no place in a fixed size.
    package static let identity = Bytes33()

    static func isElement(_ encoding: Bytes33) -> Bool {
        if encoding == identity { return true }
        let numbers = BigNumbers()
        let point = CurvePoint()
        return point.decode(encoding, numbers)
    }

    package static func add(_ left: Bytes33, _ right: Bytes33) -> Bytes33 {
        unsafe combine(left, right) { sum, left, right, context in
            unsafe EC_POINT_add(curve, sum, left, right, context)
        }
    }

    package static func subtract(_ left: Bytes33, _ right: Bytes33) -> Bytes33 {
        unsafe combine(left, right) { difference, left, right, context in
            unsafe EC_POINT_invert(curve, right, context) & EC_POINT_add(curve, difference, left, right, context)
        }
    }

    package static func multiply(_ element: Bytes33, by scalar: UnsafeRawPointer) -> Bytes33 {
        unsafe withPoint { product, numbers in
            let point = CurvePoint()
            guard point.decode(element, numbers) else { return 0 }
            let scalar = unsafe numbers.number(scalar)
            return unsafe EC_POINT_mul(curve, product, nil, point.pointer, scalar, numbers.context)
        }
    }

    package static func multiplyGenerator(by scalar: UnsafeRawPointer) -> Bytes33 {
        unsafe withPoint { product, numbers in
            let scalar = unsafe numbers.number(scalar)
            return unsafe EC_POINT_mul(curve, product, scalar, nil, nil, numbers.context)
        }
    }

    /// Written once, and read by every thread. On x86-64 and AArch64 this is OpenSSL's constant-time implementation of the
    /// curve.
    nonisolated(unsafe) fileprivate static let curve: OpaquePointer = {
        guard let curve = unsafe EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1) else {
            preconditionFailure("OpenSSL has no P-256")
        }
        return unsafe curve
    }()

    private static func combine(
        _ left: Bytes33, _ right: Bytes33,
        _ operation: (OpaquePointer, OpaquePointer, OpaquePointer, OpaquePointer) -> Int32
    ) -> Bytes33 {
        unsafe withPoint { result, numbers in
            let first = CurvePoint()
            let second = CurvePoint()
            guard first.decode(left, numbers), second.decode(right, numbers) else { return 0 }
            return unsafe operation(result, first.pointer, second.pointer, numbers.context)
        }
    }

    /// The encoding of the point that `body` computes. Operands were checked when they were decoded, so that nothing but a
    /// lack of memory can fail.
    private static func withPoint(_ body: (OpaquePointer, borrowing BigNumbers) -> Int32) -> Bytes33 {
        let numbers = BigNumbers()
        let point = CurvePoint()
        precondition(unsafe body(point.pointer, numbers) == 1, "OpenSSL could not calculate in P-256")
        return point.encoding(numbers)
    }

    /// A point of the curve, wiped and freed with this value.
    @safe
    private struct CurvePoint: ~Copyable {
        let pointer: OpaquePointer

        init() {
            guard let point = unsafe EC_POINT_new(curve) else {
                preconditionFailure("OpenSSL has no memory for a point")
            }
            unsafe pointer = point
        }

        deinit { unsafe EC_POINT_clear_free(pointer) }

        /// Whether the encoding is one of a point. The curve's order is prime, so that every point is in the group.
        borrowing func decode(_ encoding: Bytes33, _ numbers: borrowing BigNumbers) -> Bool {
            if encoding == identity { return unsafe EC_POINT_set_to_infinity(curve, pointer) == 1 }
            let status: Int32 = unsafe encoding.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress, unsafe bytes[0] == 2 || bytes[0] == 3 else { return 0 }
                return unsafe EC_POINT_oct2point(curve, pointer, octets(base), bytes.count, numbers.context)
            }
            if status != 1 { ERR_clear_error() }
            return status == 1
        }

        borrowing func encoding(_ numbers: borrowing BigNumbers) -> Bytes33 {
            guard unsafe EC_POINT_is_at_infinity(curve, pointer) != 1 else { return identity }
            var result = Bytes33()
            let count: Int = unsafe result.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return 0 }
                return unsafe EC_POINT_point2oct(
                    curve, pointer, POINT_CONVERSION_COMPRESSED, octets(base), bytes.count, numbers.context)
            }
            precondition(count == Bytes33.count, "OpenSSL could not encode a point of P-256")
            return result
        }
    }
}
