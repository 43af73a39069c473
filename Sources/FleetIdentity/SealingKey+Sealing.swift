import ByteCoding
import Crypto
import Foundation
package import KeyMap
package import Secrets

/// What is sealed: format version (1 byte), salt (16), nonce (12), AES-256-GCM ciphertext, tag (16). Every sealing derives
/// a key of its own from its salt, so that no number of records comes near the limit of random nonces.
extension SealingKey {
    private static let version: UInt8 = 1
    private static let saltCount = 16

    /// Seals bytes for a purpose, bound to `associatedData`: they open with both the same, and in no other place.
    ///
    /// - Throws: ``FleetError``.
    package func seal(_ plaintext: [UInt8], label: String, associatedData: [UInt8]) throws(FleetError) -> [UInt8] {
        try sealed(plaintext, label: label, associatedData: associatedData)
    }

    /// Seals a secret without a copy of it that is not wiped.
    ///
    /// - Throws: ``FleetError``.
    package func seal(
        _ secret: borrowing SecretBytes, label: String, associatedData: [UInt8]
    ) throws(FleetError) -> [UInt8] {
        try unsafe secret.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) throws(FleetError) -> [UInt8] in
            try unsafe sealed(bytes, label: label, associatedData: associatedData)
        }
    }

    /// Opens what ``seal(_:label:associatedData:)`` made.
    ///
    /// - Throws: ``FleetError`` with `.wrongSealingKey`.
    package func open(_ sealed: [UInt8], label: String, associatedData: [UInt8]) throws(FleetError) -> [UInt8] {
        var plaintext = try opened(sealed, label: label, associatedData: associatedData)
        defer { plaintext.resetBytes(in: plaintext.indices) }
        return Array(plaintext)
    }

    /// Opens a secret without leaving a copy of it.
    ///
    /// - Throws: ``FleetError`` with `.wrongSealingKey`.
    package func openSecret(_ sealed: [UInt8], label: String, associatedData: [UInt8]) throws(FleetError) -> SecretBytes
    {
        var plaintext = try opened(sealed, label: label, associatedData: associatedData)
        defer { plaintext.resetBytes(in: plaintext.indices) }
        return SecretBytes(copying: plaintext)
    }

    /// A name for `bytes` that means nothing to who lacks the key: HMAC-SHA-256, 32 bytes.
    package func pseudonym(of bytes: [UInt8], label: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: derived(label: "pseudonym \(label)", salt: [])))
    }

    /// What the secrets of users' access keys come from, where this is the hub's key.
    package var accessKeyMaster: AccessKeyMaster { AccessKeyMaster(derived(label: "access keys", salt: [])) }

    private func sealed(
        _ plaintext: some DataProtocol, label: String, associatedData: [UInt8]
    ) throws(FleetError) -> [UInt8] {
        let salt = ProcessRandom().bytes(Self.saltCount)
        let box: AES.GCM.SealedBox
        do {
            box = try AES.GCM.seal(
                plaintext, using: derived(label: label, salt: salt),
                authenticating: Self.header(label, associatedData))
        } catch {
            throw FleetError(.wrongSealingKey, "nothing could be sealed for \(label): \(error)")
        }
        return [Self.version] + salt + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    private func opened(_ sealed: [UInt8], label: String, associatedData: [UInt8]) throws(FleetError) -> Data {
        guard let version = sealed.first, version == Self.version, sealed.count >= 1 + Self.saltCount + 28 else {
            throw FleetError(
                .wrongSealingKey,
                "what was sealed for \(label) is cut short or of a format that this build does not read")
        }
        let salt = Array(sealed[1...Self.saltCount])
        do {
            let box = try AES.GCM.SealedBox(combined: sealed[(1 + Self.saltCount)...])
            return try AES.GCM.open(
                box, using: derived(label: label, salt: salt), authenticating: Self.header(label, associatedData))
        } catch {
            throw FleetError(
                .wrongSealingKey,
                "what was sealed for \(label) does not open: another sealing key sealed it, or it was changed or moved")
        }
    }

    private static func header(_ label: String, _ associatedData: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(version)
        writer.write(label)
        writer.write(prefixed: associatedData)
        return writer.bytes
    }
}
