import Crypto
import Groups
import Secrets
import ThresholdCrypto

/// FROST(P-256, SHA-256), RFC 9591 section 6.4. No KMS key uses it; it holds the group to the RFC's vectors.
enum FROSTP256: FROSTSuite {
    typealias Group = Secp256r1
    static let contextString = "FROST-P256-SHA256-v1"

    static func h1(_ message: [UInt8]) -> Scalar<FieldP256> {
        scalar(message, use: "rho")
    }

    static func h2(commitment: [UInt8], publicKey: [UInt8], message: [UInt8]) -> Scalar<FieldP256> {
        scalar(commitment + publicKey + message, use: "chal")
    }

    static func h3(_ input: [UInt8]) -> SecretScalar<FieldP256> {
        SecretScalar(scalar(input, use: "nonce"))
    }

    static func h4(_ message: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(contextString)msg".utf8) + message))
    }

    static func h5(_ message: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(contextString)com".utf8) + message))
    }

    /// `hash_to_field` of RFC 9380, section 5.2, with L = 48.
    private static func scalar(_ message: [UInt8], use: String) -> Scalar<FieldP256> {
        let uniform = expanded(message, domain: Array("\(contextString)\(use)".utf8), count: 48)
        return (try? Scalar(reducing: [UInt8](repeating: 0, count: 16) + uniform)) ?? .zero
    }

    /// `expand_message_xmd` of RFC 9380, section 5.3.1, with SHA-256; the product needs it with SHA-512 alone.
    private static func expanded(_ message: [UInt8], domain: [UInt8], count: Int) -> [UInt8] {
        let domain = domain + [UInt8(domain.count)]
        let length = [UInt8(count >> 8), UInt8(count & 0xff)]
        let first = Array(SHA256.hash(data: [UInt8](repeating: 0, count: 64) + message + length + [0] + domain))
        var block = Array(SHA256.hash(data: first + [1] + domain))
        var output = block
        for position in 2...255 where output.count < count {
            block = Array(SHA256.hash(data: zip(first, block).map { $0 ^ $1 } + [UInt8(position)] + domain))
            output += block
        }
        return Array(output.prefix(count))
    }
}
