package import ByteCoding
import Crypto
import Foundation
package import KeyMap

/// The root key's word that somebody may ask to join as a node of this name. What the node is and where, it says itself, and
/// whoever approves it looks at that.
package struct Invitation: Hashable, Sendable {
    package let name: SPIFFEIdentity
    package let expires: Timestamp
    /// The P-256 key that the request to join must be signed with, as in X9.63, 65 bytes.
    let applicantKey: [UInt8]
    /// The root key's Ed25519 signature, 64 bytes.
    let signature: [UInt8]

    private static func statement(_ name: SPIFFEIdentity, expires: Timestamp, applicantKey: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate invitation v1")
        writer.write(name.description)
        expires.encode(into: &writer)
        writer.write(prefixed: applicantKey)
        return writer.bytes
    }

    init(
        _ name: SPIFFEIdentity, expires: Timestamp, applicantKey: P256.Signing.PublicKey,
        rootKey: Curve25519.Signing.PrivateKey
    ) throws {
        self.name = name
        self.expires = expires
        self.applicantKey = Array(applicantKey.x963Representation)
        signature = Array(
            try rootKey.signature(
                for: Self.statement(name, expires: expires, applicantKey: self.applicantKey)))
    }

    /// - Parameter now: when it must not have expired; nil where that does not matter.
    /// - Throws: ``FleetError`` with `.badSignature` where the root key did not sign it, or it has expired.
    package func verify(rootPublicKey: [UInt8], at now: Timestamp?) throws(FleetError) {
        guard
            IdentitySignature.isValid(
                signature, over: Self.statement(name, expires: expires, applicantKey: applicantKey), by: rootPublicKey)
        else {
            throw FleetError(.badSignature, "the invitation of \(name) is not signed by the fleet's root key")
        }
        guard now.map({ $0 < expires }) ?? true else {
            throw FleetError(.badSignature, "the invitation of \(name) has expired: ask for another one")
        }
    }
}

extension Invitation: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(name.description)
        expires.encode(into: &writer)
        writer.write(fixed: applicantKey)
        writer.write(fixed: signature)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        do {
            name = try SPIFFEIdentity(uri: try reader.readString(limit: 1024))
        } catch {
            throw ByteCodingError(.badValue, "\(error)")
        }
        expires = try Timestamp(from: &reader)
        applicantKey = try reader.read(fixed: 65)
        signature = try reader.read(fixed: 64)
    }
}
