package import ByteCoding
package import Groups

/// A committee member's index 1...20: the point at which the sharing polynomial is evaluated for it.
///
/// Zero cannot be written: a share at zero would be the secret.
package struct ShareIndex: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let value: Int

    /// - Throws: ``SharingError`` with `.badIndex` outside 1...20.
    package init(_ value: Int) throws(SharingError) {
        guard (1...Threshold.maximumCount).contains(value) else {
            throw SharingError(
                .badIndex, "a share has the index \(value), which is not in 1...\(Threshold.maximumCount)")
        }
        self.value = value
    }

    private init(unchecked value: Int) {
        self.value = value
    }

    /// The indices 1...n of a committee.
    package static func all(of threshold: Threshold) -> [ShareIndex] {
        (1...threshold.count).map { ShareIndex(unchecked: $0) }
    }

    /// The index as a number of the field.
    package func scalar<Field: ScalarField>(in field: Field.Type = Field.self) -> Scalar<Field> {
        Scalar(UInt64(value))
    }

    package var description: String { "\(value)" }
    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension ShareIndex: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(UInt8(value))
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        let value = Int(try reader.read(UInt8.self))
        do {
            try self.init(value)
        } catch {
            throw ByteCodingError(.badValue, error.message)
        }
    }
}
