import COpenSSL

/// The big numbers of one calculation: OpenSSL wipes and frees all of them with this value.
@safe
struct BigNumbers: ~Copyable {
    let context: OpaquePointer

    init() {
        guard let context = unsafe BN_CTX_new() else { preconditionFailure("OpenSSL has no memory for a calculation") }
        unsafe self.context = context
        unsafe BN_CTX_start(context)
    }

    deinit {
        unsafe BN_CTX_end(context)
        unsafe BN_CTX_free(context)
    }

    /// A number that is zero.
    borrowing func zero() -> OpaquePointer {
        guard let number = unsafe BN_CTX_get(context) else { preconditionFailure("OpenSSL has no memory for a number") }
        return unsafe number
    }

    /// A number of `count` big-endian bytes that may be secret.
    borrowing func number(_ bytes: UnsafeRawPointer, count: Int = 32) -> OpaquePointer {
        let number = unsafe zero()
        unsafe BN_bin2bn(octets(bytes), Int32(count), number)
        unsafe BN_set_flags(number, BN_FLG_CONSTTIME)
        return unsafe number
    }

    /// Writes a number below 2^256 as 32 big-endian bytes, in a time that does not depend on it.
    static func write(_ number: OpaquePointer, to bytes: UnsafeMutableRawPointer) {
        unsafe _ = BN_bn2binpad(number, octets(bytes), 32)
    }
}
