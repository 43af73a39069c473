package import ByteCoding
package import KeyMap

/// A ciphertext of `SYMMETRIC_DEFAULT`: a header in the clear, and AES-256-GCM over rho and the plaintext.
///
/// At most 2,240 bytes longer than the plaintext, so that 4,096 bytes of it stay below the 6,144 that the AWS model allows.
package struct Envelope: Hashable, Sendable {
    static let magic: [UInt8] = Array("QRT1".utf8)
    static let formatVersion: UInt8 = 1
    static let nonceCount = 12
    static let tagCount = 16
    static let rhoCount = 32

    package let suite: Suite
    package let keyARN: String
    package let version: KeyVersionNumber
    /// HMAC-SHA-256(rho, plaintext), 32 bytes: commits to the plaintext before the PRF is evaluated.
    package let alpha: [UInt8]
    let nonce: [UInt8]
    /// The encrypted rho and plaintext, then the tag.
    let sealed: [UInt8]

    init(suite: Suite, keyARN: String, version: KeyVersionNumber, alpha: [UInt8], nonce: [UInt8], sealed: [UInt8]) {
        self.suite = suite
        self.keyARN = keyARN
        self.version = version
        self.alpha = alpha
        self.nonce = nonce
        self.sealed = sealed
    }

    /// Everything before the ciphertext proper: the first part of the associated data.
    var header: [UInt8] {
        var writer = ByteWriter(reserving: 160)
        writer.write(fixed: Self.magic)
        writer.write(Self.formatVersion)
        writer.write(suite.rawValue)
        writer.write(keyARN)
        writer.write(version.value)
        writer.write(fixed: alpha)
        writer.write(fixed: nonce)
        return writer.bytes
    }
}

extension Envelope: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: header)
        writer.write(fixed: sealed)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(fixed: 4) == Self.magic else {
            throw ByteCodingError(.unknownFormat, "this is not a ciphertext of this service")
        }
        let format = try reader.read(UInt8.self)
        guard format == Self.formatVersion else {
            throw ByteCodingError(.unknownFormat, "a ciphertext of format \(format) needs a newer release")
        }
        guard let suite = Suite(rawValue: try reader.read(UInt8.self)), suite.encrypts else {
            throw ByteCodingError(.unknownFormat, "a ciphertext of a suite that this release does not have")
        }
        self.suite = suite
        keyARN = try reader.readString(limit: 2_048)
        version = KeyVersionNumber(try reader.read(UInt32.self))
        alpha = try reader.read(fixed: 32)
        nonce = try reader.read(fixed: Self.nonceCount)
        guard reader.remaining >= Self.rhoCount + Self.tagCount else {
            throw ByteCodingError(.truncated, "a ciphertext is cut short")
        }
        sealed = try reader.read(fixed: reader.remaining)
    }
}
