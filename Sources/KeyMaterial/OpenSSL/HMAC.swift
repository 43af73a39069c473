import COpenSSL
import Secrets

/// HMAC (RFC 2104). OpenSSL wipes the padded key and the state; nothing of the key is left when this returns.
enum HMAC {
    /// The code of a message of one or more parts, as long as the hash function's digest.
    static func code(_ hash: HashFunction, key: borrowing SecretBytes, _ parts: [UInt8]...) -> SecretBytes {
        unsafe key.withUnsafeBytes { key in unsafe code(hash, key: key, parts) }
    }

    /// The pseudorandom key that is extracted from a secret (HKDF-Extract; RFC 5869, section 2.2).
    static func extract(_ hash: HashFunction, salt: [UInt8], secret: UnsafeRawBufferPointer) -> SecretBytes {
        let salt = SecretBytes(copying: salt)
        return unsafe salt.withUnsafeBytes { salt in
            unsafe code(hash, key: salt) { context in
                unsafe HMAC_Update(context, octets(secret.baseAddress), secret.count)
            }
        }
    }

    /// At most one digest of output (HKDF-Expand; RFC 5869, section 2.3).
    static func expand(
        _ hash: HashFunction, key: borrowing SecretBytes, info: [UInt8], count: Int
    ) -> SecretBytes {
        let block = code(hash, key: key, info, [1])
        return SecretBytes(copying: block.bytes.extracting(first: count))
    }

    private static func code(_ hash: HashFunction, key: UnsafeRawBufferPointer, _ parts: [[UInt8]]) -> SecretBytes {
        unsafe code(hash, key: key) { context in
            parts.allSatisfy { part in unsafe HMAC_Update(context, part, part.count) == 1 } ? 1 : 0
        }
    }

    /// Nothing but a lack of memory can fail.
    private static func code(
        _ hash: HashFunction, key: UnsafeRawBufferPointer, update: (OpaquePointer) -> Int32
    ) -> SecretBytes {
        guard let context = unsafe HMAC_CTX_new() else { preconditionFailure("OpenSSL has no memory for a MAC") }
        defer { unsafe HMAC_CTX_free(context) }
        return unsafe SecretBytes(count: hash.byteCount) { result in
            let status = unsafe HMAC_Init_ex(context, key.baseAddress, Int32(key.count), hash.method, nil)
            precondition(status == 1, "OpenSSL could not begin a MAC")
            precondition(unsafe update(context) == 1, "OpenSSL could not continue a MAC")
            precondition(
                unsafe HMAC_Final(context, octets(result.baseAddress), nil) == 1, "OpenSSL could not end a MAC")
        }
    }
}
