package import ByteCoding

/// How far a log goes: its last record's sequence number and hash. What has a head knows everything before it.
package struct AuditHead: Hashable, Sendable {
    package let log: AuditLogID
    /// Counts from 1; 0 before the first record.
    package let sequence: UInt64
    /// SHA-256, 32 bytes.
    package let hash: [UInt8]

    package init(log: AuditLogID, sequence: UInt64, hash: [UInt8]) {
        self.log = log
        self.sequence = sequence
        self.hash = hash
    }

    /// More than any log reaches; a higher number is refused, so that counting on never overflows.
    static let highestSequence: UInt64 = 1 << 62

    /// Where a new log begins.
    package static func beginning(of log: AuditLogID) -> AuditHead {
        AuditHead(log: log, sequence: 0, hash: [UInt8](repeating: 0, count: 32))
    }
}

extension AuditHead: ByteCodable {
    private static let magic = Array("QAHD".utf8)

    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: Self.magic)
        writer.write(UInt8(1))
        writer.write(sequence)
        writer.write(fixed: hash)
        writer.write(log.description)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(fixed: 4) == Self.magic, try reader.read(UInt8.self) == 1 else {
            throw ByteCodingError(.unknownFormat, "this is not the head of an audit log that this build can read")
        }
        sequence = try reader.read()
        hash = try reader.read(fixed: 32)
        guard sequence <= Self.highestSequence else {
            throw ByteCodingError(.badValue, "an audit log cannot have reached record \(sequence)")
        }
        let name = try reader.readString(limit: 128)
        do {
            log = try AuditLogID(name)
        } catch {
            throw ByteCodingError(.badValue, error.message)
        }
    }
}
