package import ByteCoding
import Crypto
package import KeyMap

/// What a node says of its audit log at one moment: it has come so far, with this hash. Signed, and kept by others too, so
/// that a log that is cut off or written anew does not go with it any more.
package struct AuditCheckpoint: Hashable, Sendable {
    /// The SPIFFE id of the node that writes the log.
    package let node: String
    /// The log, its last record, and the chain's hash there.
    package let head: AuditHead
    package let time: Timestamp
    /// The ``digest`` of the checkpoint before, 32 bytes; zeros where there is none.
    package let previous: [UInt8]

    package init(node: String, head: AuditHead, time: Timestamp, previous: [UInt8]) {
        self.node = node
        self.head = head
        self.time = time
        self.previous = previous
    }

    /// What the first checkpoint of a log follows.
    package static let none = [UInt8](repeating: 0, count: 32)

    /// SHA-256 of the checkpoint, without its signature.
    package var digest: [UInt8] {
        var writer = ByteWriter(reserving: 512)
        writer.write("quorate audit checkpoint digest v1")
        writer.write(prefixed: encoded)
        return Array(SHA256.hash(data: writer.bytes))
    }

    /// Whether the log is the node's, by the name that it was begun with: `ROLE-ID/...` of `spiffe://FLEET/ROLE/ID`.
    package var isOfItsNode: Bool { isOfSameNode(as: head.log) }

    /// Whether another log is the same node's by its name.
    package func isOfSameNode(as log: AuditLogID?) -> Bool {
        let parts = node.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 5 && log?.description.hasPrefix("\(parts[3])-\(parts[4])/") == true
    }
}

extension AuditCheckpoint: ByteCodable {
    private static let magic = Array("QACP".utf8)

    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: Self.magic)
        writer.write(UInt8(1))
        writer.write(node)
        head.encode(into: &writer)
        time.encode(into: &writer)
        writer.write(fixed: previous)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(fixed: 4) == Self.magic, try reader.read(UInt8.self) == 1 else {
            throw ByteCodingError(.unknownFormat, "this is not a checkpoint of an audit log that this build can read")
        }
        node = try reader.readName(limit: 512)
        head = try AuditHead(from: &reader)
        time = try Timestamp(from: &reader)
        previous = try reader.read(fixed: 32)
    }
}
