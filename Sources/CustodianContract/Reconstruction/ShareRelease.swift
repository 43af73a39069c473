package import ByteCoding
import Crypto
package import KeyMap
package import SecretSharing

/// A share on its way to the requester that a permit names: encrypted to it, and signed by the custodian that holds it.
package struct ShareRelease: Hashable, Sendable {
    package let index: ShareIndex
    /// HPKE, AuthPSK mode (RFC 9180): from the custodian's sealing key to the requester's, the fleet key as PSK, the
    /// permit's hash and the index in the info.
    package let sealed: [UInt8]
    /// Ed25519 over ``statement(permit:index:recipient:sealed:)``, 64 bytes.
    package let signature: [UInt8]

    package init(index: ShareIndex, sealed: [UInt8], signature: [UInt8]) {
        self.index = index
        self.sealed = sealed
        self.signature = signature
    }

    /// What the encryption is bound to.
    package static func info(permit: [UInt8], index: ShareIndex) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate share release v1")
        writer.write(fixed: permit)
        writer.write(fixed: index.encoded)
        return writer.bytes
    }

    /// The bytes under the signature.
    ///
    /// - Parameter permit: its hash, which covers key, version, shard and epoch.
    package static func statement(
        permit: [UInt8], index: ShareIndex, recipient: CustodianID, sealed: [UInt8]
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate share release signature v1")
        writer.write(fixed: permit)
        writer.write(fixed: index.encoded)
        writer.write(recipient.description)
        writer.write(fixed: SHA256.hash(data: sealed))
        return writer.bytes
    }
}

extension ShareRelease: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: index.encoded)
        writer.write(prefixed: sealed)
        writer.write(fixed: signature)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        index = try ShareIndex(from: &reader)
        sealed = try reader.readPrefixed(limit: 256)
        signature = try reader.read(fixed: 64)
    }
}

/// The requester's word that the operation is over and the key is gone from its memory.
package struct PermitClose: Hashable, Sendable {
    /// The permit's hash, 32 bytes.
    package let permit: [UInt8]
    /// The requester's Ed25519 signature over ``statement(permit:)``, 64 bytes.
    package let signature: [UInt8]

    package init(permit: [UInt8], signature: [UInt8]) {
        self.permit = permit
        self.signature = signature
    }

    package static func statement(permit: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate permit close v1")
        writer.write(fixed: permit)
        return writer.bytes
    }
}

extension PermitClose: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: permit)
        writer.write(fixed: signature)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        permit = try reader.read(fixed: 32)
        signature = try reader.read(fixed: 64)
    }
}
