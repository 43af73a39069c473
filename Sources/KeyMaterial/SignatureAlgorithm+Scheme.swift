extension SignatureAlgorithm {
    /// How a message becomes a signature.
    enum Scheme {
        /// RSASSA-PSS (RFC 8017, section 8.1), MGF1 with the same hash, a salt as long as the digest.
        case pss(HashFunction)
        /// RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2).
        case pkcs1(HashFunction)
        /// ECDSA (FIPS 186-5, section 6), as an ECDSA-Sig-Value in DER.
        case ecdsa(HashFunction)
        /// ML-DSA (FIPS 204), pure, with an empty context.
        case mlDSA
    }

    var scheme: Scheme {
        switch self {
        case .rsaPSSSHA256: .pss(.sha256)
        case .rsaPSSSHA384: .pss(.sha384)
        case .rsaPSSSHA512: .pss(.sha512)
        case .rsaPKCS1SHA256: .pkcs1(.sha256)
        case .rsaPKCS1SHA384: .pkcs1(.sha384)
        case .rsaPKCS1SHA512: .pkcs1(.sha512)
        case .ecdsaSHA256: .ecdsa(.sha256)
        case .ecdsaSHA384: .ecdsa(.sha384)
        case .ecdsaSHA512: .ecdsa(.sha512)
        case .mlDSA: .mlDSA
        }
    }

    /// The digest's length in bytes where a message may be its digest; nil where it may not.
    package var digestByteCount: Int? {
        switch scheme {
        case .pss(let hash), .pkcs1(let hash), .ecdsa(let hash): hash.byteCount
        case .mlDSA: nil
        }
    }
}

extension AsymmetricEncryption {
    /// The hash of OAEP (RFC 8017, section 7.1) and of its mask generation function.
    var hash: HashFunction {
        switch self {
        case .oaepSHA1: .sha1
        case .oaepSHA256: .sha256
        }
    }
}
