import ByteCoding

/// A line of a log, taken apart.
package struct AuditLine: Hashable, Sendable {
    /// The record's object, without its place in the chain.
    package let object: [UInt8]
    /// The log, this line's sequence number and the hash it claims.
    package let head: AuditHead
    /// The hash that it says the line before has.
    package let previous: [UInt8]

    /// Reads one line without its newline.
    ///
    /// - Throws: ``AuditError`` with `.unreadable` unless the line ends in a chain member in its one rendering.
    package init(_ line: ArraySlice<UInt8>) throws(AuditError) {
        guard let start = Self.lastMarker(in: line) else {
            throw AuditError(.unreadable, "the line does not end in a chain member")
        }
        var scanner = AuditScanner(line[(start + AuditChain.marker.count)...])
        guard
            let name = scanner.text(), let log = try? AuditLogID(name),
            scanner.skip(#","sequence":"#), let sequence = scanner.number(),
            scanner.skip(#","previous":""#), let previous = scanner.digest(),
            scanner.skip(#"","hash":""#), let hash = scanner.digest(),
            scanner.skip(#""}}"#), scanner.isAtEnd
        else { throw AuditError(.unreadable, "the line's chain member cannot be read") }
        object = line[..<start] + [UInt8(ascii: "}")]
        head = AuditHead(log: log, sequence: sequence, hash: hash)
        self.previous = previous
    }

    /// Whether the line is as it was written: its hash is that of its content and place.
    package var isIntact: Bool {
        head.hash == AuditChain.hash(of: object, log: head.log, sequence: head.sequence, previous: previous)
    }

    /// Where the last chain member begins. It cannot be longer than 512 bytes, and the marker cannot occur in it again.
    private static func lastMarker(in line: ArraySlice<UInt8>) -> Int? {
        let marker = AuditChain.marker
        let lowest = max(line.startIndex, line.endIndex - 512)
        return stride(from: line.endIndex - marker.count, through: lowest, by: -1)
            .first { line[$0..<($0 + marker.count)].elementsEqual(marker) }
    }
}
