import Crypto
package import Groups
import Secrets

/// The hashes that all suites with SHA-512 over a little-endian field share; they differ in context string and H2.
package protocol SHA512FROSTSuite: FROSTSuite {}

extension SHA512FROSTSuite {
    package static func h1(_ message: [UInt8]) -> Scalar<Group.Field> {
        HashToScalar.reduce(digest("rho", message))
    }

    package static func h3(_ input: [UInt8]) -> SecretScalar<Group.Field> {
        var wide = digest("nonce", input)
        defer { wide.wipe() }
        return SecretScalar(reducing: SecretBytes(copying: wide))
    }

    package static func h4(_ message: [UInt8]) -> [UInt8] {
        digest("msg", message)
    }

    package static func h5(_ message: [UInt8]) -> [UInt8] {
        digest("com", message)
    }

    static func digest(_ use: String, _ message: [UInt8]) -> [UInt8] {
        var hash = SHA512()
        hash.update(data: Array(contextString.utf8))
        hash.update(data: Array(use.utf8))
        hash.update(data: message)
        return Array(hash.finalize())
    }
}

/// FROST(Ed25519, SHA-512), RFC 9591 section 6.1: signatures that any Ed25519 verifier accepts.
package enum FROSTEd25519: SHA512FROSTSuite {
    package typealias Group = Edwards25519
    package static let contextString = "FROST-ED25519-SHA512-v1"

    package static func h2(commitment: [UInt8], publicKey: [UInt8], message: [UInt8]) -> Scalar<Field25519> {
        HashToScalar.reduce(Array(SHA512.hash(data: commitment + publicKey + message)))
    }
}

/// Ed25519ph (RFC 8032 section 5.1) by FROST: a suite of our own, with its own context string, so that a nonce can serve
/// one of the two only.
package enum FROSTEd25519ph: SHA512FROSTSuite {
    package typealias Group = Edwards25519
    package static let contextString = "QUORATE-FROST-ED25519PH-SHA512-v1"
    /// dom2(1, "").
    private static let prefix = Array("SigEd25519 no Ed25519 collisions".utf8) + [1, 0]

    package static func h2(commitment: [UInt8], publicKey: [UInt8], message: [UInt8]) -> Scalar<Field25519> {
        let prehash = Array(SHA512.hash(data: message))
        return HashToScalar.reduce(Array(SHA512.hash(data: prefix + commitment + publicKey + prehash)))
    }
}

/// FROST(ristretto255, SHA-512), RFC 9591 section 6.2. No KMS key uses it; it holds the generic code to a second group.
package enum FROSTRistretto255: SHA512FROSTSuite {
    package typealias Group = Ristretto255
    package static let contextString = "FROST-RISTRETTO255-SHA512-v1"

    package static func h2(commitment: [UInt8], publicKey: [UInt8], message: [UInt8]) -> Scalar<Field25519> {
        HashToScalar.reduce(digest("chal", commitment + publicKey + message))
    }
}
