import COpenSSL

/// AES-256 on single blocks (FIPS 197), for constructions that take it as a pseudo-random function. Not a mode of
/// operation: nothing is to be encrypted with it.
///
/// It stands here because OpenSSL's pointers stay in this folder. Through OpenSSL's EVP interface it is the processor's AES
/// instructions, or code without tables; the older `AES_encrypt` looks secrets up in tables.
@safe
package struct AES256Blocks: ~Copyable {
    package static let keyCount = 32

    private let context: OpaquePointer

    package init() {
        guard let context = unsafe EVP_CIPHER_CTX_new(),
            unsafe EVP_EncryptInit_ex2(
                context, Self.cipher.pointer, nil, nil, nil) == 1
        else { preconditionFailure("OpenSSL has no AES-256") }
        unsafe self.context = context
    }

    /// Wipes the key schedule.
    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// Encrypts whole blocks, each for itself.
    ///
    /// - Parameters:
    ///   - key: 32 bytes.
    ///   - blocks: a multiple of 16 bytes.
    ///   - output: room for as many bytes.
    package borrowing func encrypt(_ blocks: RawSpan, under key: RawSpan, into output: UnsafeMutableRawPointer) {
        var written: Int32 = 0
        let isDone = unsafe key.withUnsafeBytes { key in
            unsafe blocks.withUnsafeBytes { blocks in
                guard key.count == Self.keyCount, let key = key.baseAddress, let input = blocks.baseAddress else {
                    return false
                }
                return unsafe EVP_EncryptInit_ex2(context, nil, octets(key), nil, nil) == 1
                    && EVP_EncryptUpdate(context, octets(output), &written, octets(input), Int32(blocks.count)) == 1
            }
        }
        precondition(isDone && Int(written) == blocks.byteCount, "OpenSSL refuses blocks of AES-256")
    }

    /// Fetched once: OpenSSL searches its providers each time that it is asked for an algorithm.
    @safe
    private struct Cipher: @unchecked Sendable {
        // Unchecked: OpenSSL counts references to a fetched algorithm, and changes nothing else of it.
        let pointer: OpaquePointer

        init() {
            guard let pointer = unsafe EVP_CIPHER_fetch(nil, "AES-256-ECB", nil) else {
                preconditionFailure("OpenSSL has no AES-256")
            }
            unsafe self.pointer = pointer
        }
    }

    private static let cipher = Cipher()
}
