import COpenSSL

/// SHA-1 (inside OAEP only) and the hash functions of SHA-2 (FIPS 180-4).
enum HashFunction {
    case sha1, sha224, sha256, sha384, sha512

    /// The digest's length in bytes.
    var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// OpenSSL's object, which nobody changes and nobody frees.
    var method: OpaquePointer? {
        switch self {
        case .sha1: unsafe EVP_sha1()
        case .sha224: unsafe EVP_sha224()
        case .sha256: unsafe EVP_sha256()
        case .sha384: unsafe EVP_sha384()
        case .sha512: unsafe EVP_sha512()
        }
    }

    /// OpenSSL's number of the hash, which stands for its name in a PKCS#1 v1.5 signature.
    var identifier: Int32 {
        switch self {
        case .sha1: NID_sha1
        case .sha224: NID_sha224
        case .sha256: NID_sha256
        case .sha384: NID_sha384
        case .sha512: NID_sha512
        }
    }

    /// The digest of a message, or the message where it is the digest already.
    ///
    /// - Throws: ``KeyMaterialError`` with `.badInput` for a digest of another length.
    func digest(of message: [UInt8], isDigest: Bool) throws(KeyMaterialError) -> [UInt8] {
        if isDigest {
            guard message.count == byteCount else {
                throw KeyMaterialError(
                    .badInput, "the digest has \(message.count) bytes, and the algorithm's have \(byteCount)")
            }
            return message
        }
        var digest = [UInt8](repeating: 0, count: byteCount)
        try OpenSSL.check(
            unsafe EVP_Digest(message, message.count, &digest, nil, method, nil), "hash a message")
        return digest
    }
}
