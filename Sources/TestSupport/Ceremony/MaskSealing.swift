import Crypto
import KeyGeneration
package import Secrets

/// A stand-in for HPKE that is repeatable and keeps nothing secret: whoever has the two public keys can open what was
/// sealed. For known answers, and where hundreds of ceremonies run.
package struct MaskSealing: ShareSealing {
    /// What others know the sender by, 32 bytes.
    package let sealingKey: [UInt8]
    private let random: any RandomSource

    package init(sealingKey: [UInt8], random: any RandomSource) {
        self.sealingKey = sealingKey
        self.random = random
    }

    package func makePrivateKey() -> SecretBytes {
        SecretBytes.random(count: 32, from: random)
    }

    package func publicKey(of privateKey: borrowing SecretBytes) -> [UInt8]? {
        Array(SHA256.hash(data: Array("mask public key".utf8) + privateKey.revealed()))
    }

    package func seal(_ share: borrowing SecretBytes, to recipient: [UInt8], binding info: [UInt8]) throws -> [UInt8] {
        let stream = Self.stream(recipient: recipient, sender: sealingKey, info: info)
        let masked = Self.masked(share.revealed(), stream)
        return masked + Self.tag(stream, masked)
    }

    package func open(
        _ sealed: [UInt8], with privateKey: borrowing SecretBytes, from sender: [UInt8], binding info: [UInt8]
    ) throws -> SecretBytes {
        try open(sealed, to: publicKey(of: privateKey) ?? [], from: sender, binding: info)
    }

    package func open(_ sealed: [UInt8], from sender: [UInt8], binding info: [UInt8]) throws -> SecretBytes {
        try open(sealed, to: sealingKey, from: sender, binding: info)
    }

    private func open(
        _ sealed: [UInt8], to recipient: [UInt8], from sender: [UInt8], binding info: [UInt8]
    ) throws -> SecretBytes {
        let stream = Self.stream(recipient: recipient, sender: sender, info: info)
        let masked = Array(sealed.dropLast(32))
        guard Self.tag(stream, masked) == Array(sealed.suffix(32)) else { throw SealingFailure() }
        return SecretBytes(copying: Self.masked(masked, stream))
    }

    private static func stream(recipient: [UInt8], sender: [UInt8], info: [UInt8]) -> [UInt8] {
        Array(SHA512.hash(data: Array("mask stream".utf8) + recipient + sender + info))
    }

    /// 32 bytes under the stream's first half, the rest under hashes of the stream with a counter.
    private static func masked(_ share: [UInt8], _ stream: [UInt8]) -> [UInt8] {
        var mask = Array(stream.prefix(32))
        while mask.count < share.count { mask += SHA512.hash(data: stream + [UInt8(mask.count / 32)]) }
        return zip(share, mask).map { $0 ^ $1 }
    }

    private static func tag(_ stream: [UInt8], _ masked: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array(stream[32...]) + masked))
    }
}

/// A sealed share that does not open.
package struct SealingFailure: Error {}
