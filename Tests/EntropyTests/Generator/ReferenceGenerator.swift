import COpenSSL

/// OpenSSL's CTR_DRBG with AES-256 and no derivation function, over a source that gives what it is told.
@safe
final class ReferenceGenerator {
    private let parent: OpaquePointer
    private let generator: OpaquePointer

    struct Failure: Error {}

    init(entropy: [UInt8], personalization: [UInt8]) throws {
        guard let source = unsafe EVP_RAND_fetch(nil, "TEST-RAND", nil),
            let kind = unsafe EVP_RAND_fetch(nil, "CTR-DRBG", nil),
            let parent = unsafe EVP_RAND_CTX_new(source, nil), let generator = unsafe EVP_RAND_CTX_new(kind, parent)
        else { throw Failure() }
        unsafe EVP_RAND_free(source)
        unsafe EVP_RAND_free(kind)
        unsafe (self.parent, self.generator) = (parent, generator)
        try give(entropy)
        try Self.check(unsafe EVP_RAND_instantiate(parent, 256, 0, nil, 0, nil))
        var usesFunction: Int32 = 0
        var cipher = Array("AES-256-CTR".utf8CString)
        let status = unsafe cipher.withUnsafeMutableBufferPointer { name in
            unsafe withUnsafeMutablePointer(to: &usesFunction) { flag in
                let parameters = unsafe [
                    OSSL_PARAM_construct_utf8_string(OSSL_DRBG_PARAM_CIPHER, name.baseAddress, 0),
                    OSSL_PARAM_construct_int(OSSL_DRBG_PARAM_USE_DF, flag), OSSL_PARAM_construct_end(),
                ]
                return unsafe EVP_RAND_instantiate(
                    generator, 256, 0, personalization, personalization.count, parameters)
            }
        }
        try Self.check(status)
    }

    deinit {
        unsafe EVP_RAND_CTX_free(generator)
        unsafe EVP_RAND_CTX_free(parent)
    }

    /// What the source gives next.
    private func give(_ entropy: [UInt8]) throws {
        var (entropy, strength) = (entropy, UInt32(256))
        let status = unsafe entropy.withUnsafeMutableBytes { bytes in
            unsafe withUnsafeMutablePointer(to: &strength) { strength in
                let parameters = unsafe [
                    OSSL_PARAM_construct_uint(OSSL_RAND_PARAM_STRENGTH, strength),
                    OSSL_PARAM_construct_octet_string(
                        OSSL_RAND_PARAM_TEST_ENTROPY, bytes.baseAddress, bytes.count), OSSL_PARAM_construct_end(),
                ]
                return unsafe EVP_RAND_CTX_set_params(parent, parameters)
            }
        }
        try Self.check(status)
    }

    func reseed(entropy: [UInt8], additional: [UInt8]) throws {
        try give(entropy)
        try Self.check(
            unsafe EVP_RAND_reseed(generator, 0, nil, 0, additional, additional.count))
    }

    func generate(_ count: Int, additional: [UInt8]) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try Self.check(
            unsafe EVP_RAND_generate(generator, &bytes, count, 256, 0, additional, additional.count))
        return bytes
    }

    private static func check(_ status: Int32) throws {
        guard status == 1 else { throw Failure() }
    }
}
