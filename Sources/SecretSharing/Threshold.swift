package import ByteCoding

/// How many of how many: a quorum of `quorum` members out of a committee of `count`.
///
/// Papers differ in what "t" counts, so no bare `Int` carries it here.
package struct Threshold: Hashable, Sendable, CustomStringConvertible {
    /// The largest committee.
    package static let maximumCount = 20

    /// k, the least number of shares that compute anything.
    package let quorum: Int
    /// n, the number of shares.
    package let count: Int

    /// - Throws: ``SharingError`` with `.badThreshold` unless 2 <= quorum <= count <= 20.
    package init(quorum: Int, of count: Int) throws(SharingError) {
        guard quorum >= 2, quorum <= count, count <= Self.maximumCount else {
            throw SharingError(
                .badThreshold,
                "a quorum of \(quorum) of \(count) is not possible: 2 <= quorum <= count <= \(Self.maximumCount)")
        }
        self.quorum = quorum
        self.count = count
    }

    package var description: String { "\(quorum)-of-\(count)" }
}

extension Threshold: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(UInt8(quorum))
        writer.write(UInt8(count))
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        let quorum = Int(try reader.read(UInt8.self))
        let count = Int(try reader.read(UInt8.self))
        do {
            try self.init(quorum: quorum, of: count)
        } catch {
            throw ByteCodingError(.badValue, error.message)
        }
    }
}
