package import ByteCoding
package import KeyMaterial
package import KeyMap

/// What a client brings back with its wrapped material: the wrapping key's private half, encrypted to the secret of the key
/// that it is for, so that a quorum alone can unwrap. Nothing of it is kept in the fleet.
package struct ImportToken: Hashable, Sendable {
    package let key: KeyID
    package let version: KeyVersionNumber
    package let wrapping: ImportWrapping
    package let wrappingKey: KeySpec
    package let expires: Timestamp
    /// The custodian that made the wrapping key.
    package let maker: CustodianID
    package let sealedKey: [UInt8]
    /// The maker's Ed25519 signature over ``statement(fleet:)``, 64 bytes.
    package let signature: [UInt8]

    package init(
        key: KeyID, version: KeyVersionNumber, wrapping: ImportWrapping, wrappingKey: KeySpec, expires: Timestamp,
        maker: CustodianID, sealedKey: [UInt8], signature: [UInt8]
    ) {
        self.key = key
        self.version = version
        self.wrapping = wrapping
        self.wrappingKey = wrappingKey
        self.expires = expires
        self.maker = maker
        self.sealedKey = sealedKey
        self.signature = signature
    }

    /// The bytes under the signature.
    package func statement(fleet: String) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate import token v1")
        writer.write(fleet)
        encodeContents(into: &writer)
        return writer.bytes
    }

    /// What the wrapping key's encryption is bound to.
    package static func info(fleet: String, key: KeyID, version: KeyVersionNumber, secret: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate import wrapping key v1")
        writer.write(fleet)
        writer.write(key.description)
        writer.write(version.value)
        writer.write(prefixed: secret)
        return writer.bytes
    }

    /// The same token under a signature.
    package func signed(_ signature: [UInt8]) -> ImportToken {
        ImportToken(
            key: key, version: version, wrapping: wrapping, wrappingKey: wrappingKey, expires: expires, maker: maker,
            sealedKey: sealedKey, signature: signature)
    }

    private func encodeContents(into writer: inout ByteWriter) {
        writer.write(key.description)
        writer.write(version.value)
        writer.write(wrapping.rawValue)
        writer.write(wrappingKey.rawValue)
        writer.write(fixed: expires.encoded)
        writer.write(maker.description)
        writer.write(prefixed: sealedKey)
    }
}

extension ImportToken: ByteCodable {
    private static let magic = Array("QRTI".utf8)

    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: Self.magic)
        writer.write(UInt8(1))
        encodeContents(into: &writer)
        writer.write(fixed: signature)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(fixed: 4) == Self.magic, try reader.read(UInt8.self) == 1 else {
            throw ByteCodingError(.unknownFormat, "this is no import token of a format that this release reads")
        }
        key = KeyID(try reader.readString(limit: 256))
        version = KeyVersionNumber(try reader.read(UInt32.self))
        guard let wrapping = ImportWrapping(rawValue: try reader.readName(limit: 64)),
            let wrappingKey = KeySpec(rawValue: try reader.readName(limit: 64))
        else {
            throw ByteCodingError(.badValue, "an import token is for a wrapping that this release does not know")
        }
        self.wrapping = wrapping
        self.wrappingKey = wrappingKey
        expires = try Timestamp(from: &reader)
        maker = CustodianID(try reader.readString(limit: 256))
        sealedKey = try reader.readPrefixed(limit: 6_144)
        signature = try reader.read(fixed: 64)
    }
}

/// A new wrapping key: its public half for the client, and the token that holds the private one.
package struct ImportParameters: Hashable, Sendable {
    /// A SubjectPublicKeyInfo in DER.
    package let publicKey: [UInt8]
    package let token: ImportToken

    package init(publicKey: [UInt8], token: ImportToken) {
        self.publicKey = publicKey
        self.token = token
    }
}

extension ImportParameters: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(prefixed: publicKey)
        token.encode(into: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        publicKey = try reader.readPrefixed(limit: 4_096)
        token = try ImportToken(from: &reader)
    }
}
