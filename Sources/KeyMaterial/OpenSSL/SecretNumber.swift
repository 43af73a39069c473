import COpenSSL

/// A big number that OpenSSL wipes when it is freed.
@safe
struct SecretNumber: ~Copyable {
    let pointer: OpaquePointer

    /// A number of big-endian bytes.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`.
    init(_ bytes: RawSpan) throws(KeyMaterialError) {
        let number = unsafe bytes.withUnsafeBytes { bytes in
            unsafe BN_bin2bn(octets(bytes.baseAddress), Int32(bytes.count), BN_secure_new())
        }
        unsafe pointer = try OpenSSL.object(number, "a number")
        unsafe BN_set_flags(pointer, BN_FLG_CONSTTIME)
    }

    deinit { unsafe BN_clear_free(pointer) }

    borrowing func isBelow(_ limit: OpaquePointer?) -> Bool { unsafe BN_cmp(pointer, limit) < 0 }

    var isZero: Bool { unsafe BN_is_zero(pointer) == 1 }
}
