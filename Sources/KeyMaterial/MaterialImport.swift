package import ByteCoding
package import KeyMap

/// Imported material on its way into a key, as the requester gets it.
package struct MaterialImport: Hashable, Sendable {
    package let wrapping: ImportWrapping
    /// The spec of the wrapping key.
    package let wrappingKey: KeySpec
    /// The wrapping key's private half, encrypted to the secret of the key that the material is for.
    package let sealedKey: [UInt8]
    /// What the client sent.
    package let wrapped: [UInt8]

    package init(wrapping: ImportWrapping, wrappingKey: KeySpec, sealedKey: [UInt8], wrapped: [UInt8]) {
        self.wrapping = wrapping
        self.wrappingKey = wrappingKey
        self.sealedKey = sealedKey
        self.wrapped = wrapped
    }
}

extension MaterialImport: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(wrapping.rawValue)
        writer.write(wrappingKey.rawValue)
        writer.write(prefixed: sealedKey)
        writer.write(prefixed: wrapped)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let wrapping = ImportWrapping(rawValue: try reader.readName(limit: 64)),
            let wrappingKey = KeySpec(rawValue: try reader.readName(limit: 64))
        else {
            throw ByteCodingError(.badValue, "an import is wrapped in a way that this release does not know")
        }
        self.wrapping = wrapping
        self.wrappingKey = wrappingKey
        sealedKey = try reader.readPrefixed(limit: 8_192)
        wrapped = try reader.readPrefixed(limit: 8_192)
    }
}
