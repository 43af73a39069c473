/// A value with one canonical encoding, for what is signed, hashed or stored.
package protocol ByteCodable: Sendable {
    func encode(into writer: inout ByteWriter)
    init(from reader: inout ByteReader) throws(ByteCodingError)
}

extension ByteCodable {
    /// The canonical encoding.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        encode(into: &writer)
        return writer.bytes
    }

    /// Decodes a value that fills `bytes` exactly.
    ///
    /// - Throws: ``ByteCodingError`` where bytes are missing, left over or mean nothing.
    package init(decoding bytes: [UInt8]) throws(ByteCodingError) {
        var reader = ByteReader(bytes)
        try self.init(from: &reader)
        try reader.finish()
    }
}
