package import ByteCoding

/// `QPLC`, the version 1, and the canonical text: one grammar, and one form that a signature covers.
extension PlacementPolicy: ByteCodable {
    private static let magic = Array("QPLC".utf8)

    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: Self.magic)
        writer.write(UInt8(1))
        writer.write(text)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(fixed: 4) == Self.magic, try reader.read(UInt8.self) == 1 else {
            throw ByteCodingError(.unknownFormat, "this is not a placement policy that this build can read")
        }
        let text = try reader.readString(limit: Self.maximumLength)
        do {
            try self.init(text: text)
        } catch {
            throw ByteCodingError(.badValue, error.message)
        }
        guard self.text == text else {
            throw ByteCodingError(.badValue, "the placement policy \"\(text)\" is not in its canonical form")
        }
    }
}
