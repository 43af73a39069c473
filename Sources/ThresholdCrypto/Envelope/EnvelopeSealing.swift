import ByteCoding
import Crypto
package import KeyMap
package import Secrets

/// The first half of encryption (DiSE, CCS 2018, figure 4): rho and alpha, from which the PRF's input follows.
package struct EnvelopeSealing: ~Copyable, Sendable {
    package let keyARN: String
    package let version: KeyVersionNumber
    package let suite: Suite
    package let context: EncryptionContext
    package let alpha: [UInt8]
    private let rho: SecretBytes

    package init(
        plaintext: borrowing SecretBytes, keyARN: String, version: KeyVersionNumber, suite: Suite = .ristrettoPRF,
        context: EncryptionContext, random: any RandomSource
    ) {
        self.keyARN = keyARN
        self.version = version
        self.suite = suite
        self.context = context
        rho = SecretBytes.random(count: Envelope.rhoCount, from: random)
        alpha = EnvelopeKey.alpha(rho: rho, plaintext: plaintext)
    }

    /// The second half: the ciphertext under the PRF's output w.
    ///
    /// - Throws: what AES-GCM throws, which with keys and nonces of the right size is nothing.
    package consuming func seal(
        _ plaintext: borrowing SecretBytes, under w: borrowing SecretBytes, random: any RandomSource
    ) throws -> Envelope {
        let nonce = random.bytes(Envelope.nonceCount)
        let header = Envelope(
            suite: suite, keyARN: keyARN, version: version, alpha: alpha, nonce: nonce, sealed: []
        ).header
        var message: [UInt8] = []
        message.reserveCapacity(rho.count + plaintext.count)
        unsafe rho.withUnsafeBytes { unsafe message.append(contentsOf: $0) }
        unsafe plaintext.withUnsafeBytes { unsafe message.append(contentsOf: $0) }
        defer { message.wipe() }
        let box = try AES.GCM.seal(
            message, using: EnvelopeKey.derive(w, header: header), nonce: AES.GCM.Nonce(data: nonce),
            authenticating: header + context.encoded)
        return Envelope(
            suite: suite, keyARN: keyARN, version: version, alpha: alpha, nonce: nonce,
            sealed: Array(box.ciphertext) + Array(box.tag)
        )
    }
}

extension Envelope {
    /// The plaintext under the PRF's output w; alpha is computed again, so a ciphertext opens under one key only.
    ///
    /// - Throws: ``EnvelopeError`` where tag or alpha fail: the ciphertext or the context was changed, or w is wrong.
    package func open(under w: borrowing SecretBytes, context: EncryptionContext) throws(EnvelopeError) -> SecretBytes {
        let header = header
        var message: [UInt8]
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: sealed.dropLast(Self.tagCount),
                tag: sealed.suffix(Self.tagCount))
            message = Array(
                try AES.GCM.open(
                    box, using: EnvelopeKey.derive(w, header: header), authenticating: header + context.encoded))
        } catch {
            throw EnvelopeError()
        }
        defer { message.wipe() }
        let rho = SecretBytes(copying: message.prefix(Self.rhoCount))
        let plaintext = SecretBytes(copying: message.dropFirst(Self.rhoCount))
        let expected = SecretBytes(copying: EnvelopeKey.alpha(rho: rho, plaintext: plaintext))
        guard expected.isEqual(to: SecretBytes(copying: alpha)) else { throw EnvelopeError() }
        return plaintext
    }
}

/// A ciphertext that does not open. It says no more, by intent.
package struct EnvelopeError: Error, CustomStringConvertible {
    package var description: String { "the ciphertext, its header or its encryption context was changed" }
}

enum EnvelopeKey {
    /// HKDF-SHA-512(w, label, header).
    static func derive(_ w: borrowing SecretBytes, header: [UInt8]) -> SymmetricKey {
        let material = unsafe w.withUnsafeBytes { unsafe SymmetricKey(data: $0) }
        return HKDF<SHA512>.deriveKey(
            inputKeyMaterial: material, salt: Array("quorate envelope v1".utf8), info: header, outputByteCount: 32)
    }

    static func alpha(rho: borrowing SecretBytes, plaintext: borrowing SecretBytes) -> [UInt8] {
        let key = unsafe rho.withUnsafeBytes { unsafe SymmetricKey(data: $0) }
        return unsafe plaintext.withUnsafeBytes { bytes in
            var code = HMAC<SHA256>(key: key)
            unsafe code.update(data: bytes)
            return Array(code.finalize())
        }
    }
}
