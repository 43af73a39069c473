import COpenSSL
import Secrets

/// An RSA key (RFC 8017), private or public; OpenSSL wipes it when it is freed, and blinds what it does with a private one.
@safe
struct RSAKey: ~Copyable {
    /// The public exponent of keys made here.
    private static let exponent: UInt = 65_537

    let pointer: OpaquePointer

    private init(pointer: OpaquePointer) {
        unsafe self.pointer = unsafe pointer
    }

    deinit { unsafe RSA_free(pointer) }

    /// The length of the modulus in bits.
    var bits: Int { Int(unsafe RSA_bits(pointer)) }

    /// The length of a block in bytes: of a signature, of a ciphertext.
    var byteCount: Int { Int(unsafe RSA_size(pointer)) }

    /// A new private key with two primes.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`.
    static func generate(bits: Int) throws(KeyMaterialError) -> RSAKey {
        let key = unsafe RSAKey(pointer: try OpenSSL.object(RSA_new(), "a key"))
        let number = unsafe try OpenSSL.object(BN_new(), "a number")
        defer { unsafe BN_free(number) }
        try OpenSSL.check(unsafe BN_set_word(number, exponent), "write a number")
        try OpenSSL.check(unsafe RSA_generate_key_ex(key.pointer, Int32(bits), number, nil), "make a key")
        return key
    }

    /// A private key with blinding.
    ///
    /// - Parameter encoding: an RSAPrivateKey in DER (RFC 8017, appendix A.1.2) of two primes.
    /// - Throws: ``KeyMaterialError`` with `.badMaterial` where it is malformed or its modulus has another length.
    init(privateKey encoding: RawSpan, bits: Int) throws(KeyMaterialError) {
        var isWhole = false
        let pointer = unsafe encoding.withUnsafeBytes { bytes in
            let start = unsafe octets(bytes.baseAddress)
            var position = unsafe start
            let key = unsafe d2i_RSAPrivateKey(nil, &position, bytes.count)
            isWhole = unsafe position == start?.advanced(by: bytes.count)
            return unsafe key
        }
        guard let pointer = unsafe pointer else {
            ERR_clear_error()
            throw KeyMaterialError(.badMaterial, "a private key is not an RSAPrivateKey in DER")
        }
        let key = unsafe RSAKey(pointer: pointer)
        guard isWhole, key.bits == bits, unsafe RSA_get_version(pointer) == RSA_ASN1_VERSION_DEFAULT,
            key.hasSensibleExponent
        else {
            throw KeyMaterialError(.badMaterial, "a private key is not an RSA key of two primes and \(bits) bits")
        }
        try OpenSSL.check(unsafe RSA_blinding_on(pointer, nil), "blind a key")
        self = key
    }

    /// The public key of a SubjectPublicKeyInfo in DER.
    ///
    /// - Throws: ``KeyMaterialError`` with `.badInput` where it is malformed or of a length that no spec has.
    init(publicKey: [UInt8]) throws(KeyMaterialError) {
        let encoding = try SubjectPublicKeyInfo.key(of: publicKey, algorithm: Self.algorithm)
        let pointer = unsafe encoding.withUnsafeBytes { bytes in
            var position = unsafe octets(bytes.baseAddress)
            return unsafe d2i_RSAPublicKey(nil, &position, bytes.count)
        }
        guard let pointer = unsafe pointer else {
            ERR_clear_error()
            throw KeyMaterialError(.badInput, "a public key is not an RSAPublicKey in DER")
        }
        let key = unsafe RSAKey(pointer: pointer)
        guard [2_048, 3_072, 4_096].contains(key.bits), key.hasSensibleExponent, try key.publicKeyEncoding() == encoding
        else {
            throw KeyMaterialError(.badInput, "a public key is not an RSA key of 2048, 3072 or 4096 bits")
        }
        self = key
    }

    /// The content of the AlgorithmIdentifier: rsaEncryption and NULL (RFC 8017, appendix A.1).
    static let algorithm: [UInt8] = [
        0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
    ]

    /// The private key as an RSAPrivateKey in DER.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`.
    borrowing func privateKeyEncoding() throws(KeyMaterialError) -> SecretBytes {
        let count = unsafe i2d_RSAPrivateKey(pointer, nil)
        try OpenSSL.check(count > 0 ? 1 : 0, "write a private key")
        var written: Int32 = 0
        let encoding = unsafe SecretBytes(count: Int(count)) { bytes in
            var position = unsafe octets(bytes.baseAddress)
            written = unsafe i2d_RSAPrivateKey(pointer, &position)
        }
        try OpenSSL.check(written == count ? 1 : 0, "write a private key")
        return encoding
    }

    /// The public key as an RSAPublicKey in DER.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`.
    borrowing func publicKeyEncoding() throws(KeyMaterialError) -> [UInt8] {
        let count = unsafe i2d_RSAPublicKey(pointer, nil)
        try OpenSSL.check(count > 0 ? 1 : 0, "write a public key")
        var encoding = [UInt8](repeating: 0, count: Int(count))
        let written: Int32 = unsafe encoding.withUnsafeMutableBytes { bytes in
            var position = unsafe octets(bytes.baseAddress)
            return unsafe i2d_RSAPublicKey(pointer, &position)
        }
        try OpenSSL.check(written == count ? 1 : 0, "write a public key")
        return encoding
    }

    /// Whether the public exponent is odd, at least 65537 (FIPS 186-5, section A.1.1) and at most 64 bits long, which is
    /// what OpenSSL takes with every modulus.
    private var hasSensibleExponent: Bool {
        guard let number = unsafe RSA_get0_e(pointer) else { return false }
        return unsafe BN_is_odd(number) == 1 && BN_num_bits(number) > 16 && BN_num_bits(number) <= 64
    }
}
