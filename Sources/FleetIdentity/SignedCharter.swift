package import ByteCoding
import Crypto
import Foundation

/// A charter as it travels and is stored: the bytes that were signed, and the root key's Ed25519 signature.
package struct SignedCharter: Hashable, Sendable {
    let bytes: [UInt8]
    let signature: [UInt8]

    /// The charter, once its signature has been checked over the bytes that came.
    ///
    /// - Parameter rootPublicKey: the pinned key, 32 bytes.
    /// - Throws: ``FleetError`` with `.badSignature` or `.badDocument`.
    package func verify(rootPublicKey: [UInt8]) throws(FleetError) -> FleetCharter {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: rootPublicKey) else {
            throw FleetError(.badDocument, "the pinned root key is not an Ed25519 public key of 32 bytes")
        }
        guard key.isValidSignature(signature, for: Self.signedBytes(bytes)) else {
            throw FleetError(
                .badSignature, "the charter is not signed by root key \(Hexadecimal.encode(rootPublicKey))")
        }
        do {
            return try FleetCharter(decoding: bytes)
        } catch {
            throw FleetError(.badDocument, "the charter is signed but cannot be used: \(error.message)")
        }
    }

    /// The charter as it stands here, whoever has signed it: for looking at files where the root key is not at hand. No node
    /// goes by it.
    ///
    /// - Throws: ``FleetError`` with `.badDocument`.
    package func contentOnTrust() throws(FleetError) -> FleetCharter {
        do {
            return try FleetCharter(decoding: bytes)
        } catch {
            throw FleetError(.badDocument, "the charter cannot be used: \(error.message)")
        }
    }

    static func signedBytes(_ bytes: [UInt8]) -> [UInt8] {
        var writer = ByteWriter(reserving: bytes.count + 64)
        writer.write("quorate fleet charter v1")
        writer.write(prefixed: bytes)
        return writer.bytes
    }

    /// Keeps the charter in a file that anyone may read, whole or not at all.
    ///
    /// - Throws: ``FleetError`` with `.file`.
    package func save(to path: String) throws(FleetError) {
        try PrivateFile.write(encoded, to: path, mode: 0o644)
    }

    /// - Throws: ``FleetError`` with `.badDocument` or `.file`.
    package init(file path: String) throws(FleetError) {
        let file = try PrivateFile.read(path, limit: 1 << 22)
        do {
            try self.init(decoding: file)
        } catch {
            throw FleetError(.badDocument, "\(path) is not a signed charter: \(error.message)")
        }
    }

    init(bytes: [UInt8], signature: [UInt8]) {
        self.bytes = bytes
        self.signature = signature
    }
}

extension SignedCharter: ByteCodable {
    private static let magic = Array("QSCH".utf8)

    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: Self.magic)
        writer.write(UInt8(1))
        writer.write(prefixed: bytes)
        writer.write(fixed: signature)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(fixed: 4) == Self.magic, try reader.read(UInt8.self) == 1 else {
            throw ByteCodingError(.unknownFormat, "this is not a signed charter that this build can read")
        }
        bytes = try reader.readPrefixed(limit: 1 << 21)
        signature = try reader.read(fixed: 64)
    }
}
