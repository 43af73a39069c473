package import ByteCoding
package import KeyMap

/// What is done with a key that is whole for a moment.
package enum KeyOperation: Hashable, Sendable {
    /// HMAC-SHA-512 of a domain key over the input of a ciphertext's envelope: 64 bytes, in the place of the distributed
    /// PRF's output.
    case evaluate(input: [UInt8])
    case generateMAC(message: [UInt8])
    /// One byte, 1 where the MAC is the message's.
    case verifyMAC(message: [UInt8], mac: [UInt8])
    /// - isDigest: whether the message is the digest already.
    case sign(SignatureAlgorithm, message: [UInt8], isDigest: Bool)
    case decrypt(AsymmetricEncryption, ciphertext: [UInt8])
    /// The shared secret of the key and a public key (SubjectPublicKeyInfo in DER) of the same curve.
    case agree(publicKey: [UInt8])
    /// Unwrap material from outside, and wrap it for the key: an encoded `WrappedMaterial`.
    case importMaterial(MaterialImport)

    package enum Kind: UInt8, Sendable, CaseIterable {
        case evaluate = 1
        case generateMAC = 2
        case verifyMAC = 3
        case sign = 4
        case decrypt = 5
        case agree = 6
        case importMaterial = 7

        /// The only usage of a key that allows the operation; nil where any does.
        package var usage: KeyUsage? {
            switch self {
            case .evaluate, .decrypt: .encryptDecrypt
            case .generateMAC, .verifyMAC: .generateVerifyMAC
            case .sign: .signVerify
            case .agree: .keyAgreement
            case .importMaterial: nil
            }
        }

        /// The most bytes that such an operation yields, whatever the key.
        package var outputLimit: Int {
            switch self {
            case .evaluate, .generateMAC: 64
            case .verifyMAC: 1
            // ML-DSA-87.
            case .sign: 4_627
            // With a modulus of 4096 bits.
            case .decrypt: 512
            // P-521.
            case .agree: 66
            case .importMaterial: 16_384
            }
        }
    }

    package var kind: Kind {
        switch self {
        case .evaluate: .evaluate
        case .generateMAC: .generateMAC
        case .verifyMAC: .verifyMAC
        case .sign: .sign
        case .decrypt: .decrypt
        case .agree: .agree
        case .importMaterial: .importMaterial
        }
    }
}

extension KeyOperation: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(kind.rawValue)
        switch self {
        case .evaluate(let input): writer.write(prefixed: input)
        case .generateMAC(let message): writer.write(prefixed: message)
        case .verifyMAC(let message, let mac):
            writer.write(prefixed: message)
            writer.write(prefixed: mac)
        case .sign(let algorithm, let message, let isDigest):
            writer.write(algorithm.rawValue)
            writer.write(prefixed: message)
            writer.write(isDigest)
        case .decrypt(let algorithm, let ciphertext):
            writer.write(algorithm.rawValue)
            writer.write(prefixed: ciphertext)
        case .agree(let publicKey): writer.write(prefixed: publicKey)
        case .importMaterial(let request): request.encode(into: &writer)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        let limit = 8_192
        switch Kind(rawValue: try reader.read(UInt8.self)) {
        case .evaluate: self = .evaluate(input: try reader.readPrefixed(limit: limit))
        case .generateMAC: self = .generateMAC(message: try reader.readPrefixed(limit: limit))
        case .verifyMAC:
            self = .verifyMAC(
                message: try reader.readPrefixed(limit: limit), mac: try reader.readPrefixed(limit: limit))
        case .sign:
            guard let algorithm = SignatureAlgorithm(rawValue: try reader.readName(limit: 64)) else {
                throw ByteCodingError(.badValue, "a signature algorithm is not one of this release")
            }
            let message = try reader.readPrefixed(limit: limit)
            self = .sign(algorithm, message: message, isDigest: try reader.readBool())
        case .decrypt:
            guard let algorithm = AsymmetricEncryption(rawValue: try reader.readName(limit: 64)) else {
                throw ByteCodingError(.badValue, "an encryption algorithm is not one of this release")
            }
            self = .decrypt(algorithm, ciphertext: try reader.readPrefixed(limit: limit))
        case .agree: self = .agree(publicKey: try reader.readPrefixed(limit: limit))
        case .importMaterial: self = .importMaterial(try MaterialImport(from: &reader))
        case nil: throw ByteCodingError(.badValue, "a key operation is not one of this release")
        }
    }
}

/// A signature algorithm of keys under quorum custody, by its name in the AWS service model.
package enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case rsaPSSSHA256 = "RSASSA_PSS_SHA_256"
    case rsaPSSSHA384 = "RSASSA_PSS_SHA_384"
    case rsaPSSSHA512 = "RSASSA_PSS_SHA_512"
    case rsaPKCS1SHA256 = "RSASSA_PKCS1_V1_5_SHA_256"
    case rsaPKCS1SHA384 = "RSASSA_PKCS1_V1_5_SHA_384"
    case rsaPKCS1SHA512 = "RSASSA_PKCS1_V1_5_SHA_512"
    case ecdsaSHA256 = "ECDSA_SHA_256"
    case ecdsaSHA384 = "ECDSA_SHA_384"
    case ecdsaSHA512 = "ECDSA_SHA_512"
    case mlDSA = "ML_DSA_SHAKE_256"
}

/// An encryption algorithm of RSA keys, by its name in the AWS service model.
package enum AsymmetricEncryption: String, Sendable, CaseIterable {
    case oaepSHA1 = "RSAES_OAEP_SHA_1"
    case oaepSHA256 = "RSAES_OAEP_SHA_256"
}
