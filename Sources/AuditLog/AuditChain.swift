import ByteCoding
import Crypto

/// Puts records into a log's chain: every line names the one before by its hash, so that none can be changed, taken out,
/// put in or moved without all the later ones being made anew.
package struct AuditChain: Sendable {
    package private(set) var head: AuditHead

    /// Goes on after `head`.
    package init(after head: AuditHead) {
        self.head = head
    }

    /// The record's line, newline included. The chain goes on behind it.
    package mutating func seal(_ record: AuditRecord) -> [UInt8] {
        var line: [UInt8] = []
        seal(object: record.json, into: &line)
        return line
    }

    /// Appends the line of a rendered object with at least one member, newline included. The chain goes on behind it.
    package mutating func seal(object: [UInt8], into lines: inout [UInt8]) {
        let sequence = head.sequence + 1
        let hash = Self.hash(of: object, log: head.log, sequence: sequence, previous: head.hash)
        lines.append(contentsOf: object)
        lines.removeLast()
        Self.appendMember(log: head.log, sequence: sequence, previous: head.hash, hash: hash, to: &lines)
        lines.append(contentsOf: "}\n".utf8)
        head = AuditHead(log: head.log, sequence: sequence, hash: hash)
    }

    static let marker = Array(#","chain":{"log":""#.utf8)

    /// The chain member with the comma before it.
    static func appendMember(
        log: AuditLogID, sequence: UInt64, previous: [UInt8], hash: [UInt8], to lines: inout [UInt8]
    ) {
        lines.append(contentsOf: marker)
        lines.append(contentsOf: log.description.utf8)
        lines.append(contentsOf: #"","sequence":"#.utf8)
        lines.append(contentsOf: String(sequence).utf8)
        lines.append(contentsOf: #","previous":""#.utf8)
        Hexadecimal.append(previous, to: &lines)
        lines.append(contentsOf: #"","hash":""#.utf8)
        Hexadecimal.append(hash, to: &lines)
        lines.append(contentsOf: #""}"#.utf8)
    }

    /// SHA-256 over a label, the log's name, the place in it, the hash before and the object, each behind its length.
    static func hash(of object: [UInt8], log: AuditLogID, sequence: UInt64, previous: [UInt8]) -> [UInt8] {
        var writer = ByteWriter(reserving: 256)
        writer.write("quorate audit chain v1")
        writer.write(log.description)
        writer.write(sequence)
        writer.write(prefixed: previous)
        writer.write(UInt32(object.count))
        var function = SHA256()
        function.update(data: writer.bytes)
        function.update(data: object)
        return Array(function.finalize())
    }
}
