package import ByteCoding

/// A key's id, as in its ARN: a UUID in lower case, or `mrk-` and 32 hexadecimal digits for a multi-Region key.
package struct KeyID: Hashable, Sendable, CustomStringConvertible {
    private static let multiRegionPrefix = "mrk-"

    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// The id of a new multi-Region key.
    ///
    /// - Parameter bytes: 16 random bytes.
    package init(multiRegion bytes: [UInt8]) {
        description = Self.multiRegionPrefix + Hexadecimal.encode(bytes)
    }

    /// Whether it is a multi-Region key's. As with AWS, the id alone says so.
    package var isMultiRegion: Bool { description.utf8.starts(with: Self.multiRegionPrefix.utf8) }
}

/// A custodian's id, as in `spiffe://FLEET/custodian/ID`.
package struct CustodianID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// A generation of a key's secret, from 1. Rotation adds one.
package struct KeyVersionNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let value: UInt32

    package init(_ value: UInt32) {
        self.value = value
    }

    package static let first = KeyVersionNumber(1)
    package var description: String { "\(value)" }
    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// A generation of a shard's shares, from 1. A refresh or a reshare adds one; the secret stays.
package struct Epoch: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let value: UInt32

    package init(_ value: UInt32) {
        self.value = value
    }

    package static let first = Epoch(1)
    package var description: String { "\(value)" }
    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// A moment, in microseconds since 1970-01-01T00:00:00Z. Layers 0 and 1 have no clock: it always comes as an argument.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// A number of seconds beyond what 64 bits of microseconds hold makes the last such moment, or the first; so does one
    /// that is no number.
    package init(seconds: Double) {
        let value = (seconds * 1_000_000).rounded(.towardZero)
        microseconds = Int64(exactly: value) ?? (value > 0 ? .max : .min)
    }

    package var seconds: Double { Double(microseconds) / 1_000_000 }

    package func adding(days: Int) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(days) * 86_400 * 1_000_000)
    }

    /// The moment that much later; the last one there is, where that is later still.
    package func adding(seconds: Int64) -> Timestamp {
        let (product, isTooMuch) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, overflow) = microseconds.addingReportingOverflow(product)
        return Timestamp(microseconds: isTooMuch || overflow ? .max : sum)
    }

    package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
}

extension Timestamp: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(UInt64(bitPattern: microseconds))
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        microseconds = Int64(bitPattern: try reader.read(UInt64.self))
    }
}
