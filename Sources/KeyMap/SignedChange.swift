package import ByteCoding
import Crypto

/// A change under the hub's signature. A reference: the key map's snapshots and whoever sends them have no copies of it.
package final class SignedChange: Sendable {
    package let change: KeyMapChange
    /// Ed25519 over the change's hash, 64 bytes.
    package let signature: [UInt8]

    package init(change: KeyMapChange, signature: [UInt8]) {
        self.change = change
        self.signature = signature
    }

    /// - Parameter hubKey: the Ed25519 key that the fleet's root signed into the charter.
    /// - Throws: ``KeyMapError`` with `.badSignature`.
    package func verify(hubKey: [UInt8]) throws(KeyMapError) {
        try KeyMapHead.verify(signature, over: change.hash, hubKey: hubKey, what: "change \(change.revision)")
    }
}

extension SignedChange: Hashable {
    package static func == (left: SignedChange, right: SignedChange) -> Bool {
        left === right || left.change == right.change && left.signature == right.signature
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(change)
        hasher.combine(signature)
    }
}

extension SignedChange: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        change.encode(into: &writer)
        writer.write(fixed: signature)
    }

    package convenience init(from reader: inout ByteReader) throws(ByteCodingError) {
        let change = try KeyMapChange(from: &reader)
        self.init(change: change, signature: try reader.read(fixed: 64))
    }
}

/// Where a key map stands: its latest revision and that change's hash.
package struct KeyMapHead: Hashable, Sendable {
    package let revision: UInt64
    package let hash: [UInt8]

    package init(revision: UInt64, hash: [UInt8]) {
        self.revision = revision
        self.hash = hash
    }

    /// Before the first change.
    package static let empty = KeyMapHead(revision: 0, hash: [UInt8](repeating: 0, count: 32))

    static func verify(
        _ signature: [UInt8], over message: [UInt8], hubKey: [UInt8], what: String
    ) throws(KeyMapError) {
        guard IdentitySignature.isValid(signature, over: message, by: hubKey) else {
            throw KeyMapError(.badSignature, "\(what) of the key map does not carry the hub's signature")
        }
    }
}

extension KeyMapHead: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(revision)
        writer.write(fixed: hash)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        revision = try reader.read(UInt64.self)
        hash = try reader.read(fixed: 32)
    }
}

/// A head under the hub's signature, so that a snapshot cannot leave records out.
package struct SignedHead: Hashable, Sendable {
    package let head: KeyMapHead
    /// The revision that the replica had seen before, with the hash that it has in the hub's history: what shows that the
    /// hub has not gone back to an older copy and on from there.
    package let ancestor: KeyMapHead
    /// SHA-256 over the current records' names and revisions, in revision order; 32 bytes.
    package let contents: [UInt8]
    package let signature: [UInt8]

    package init(head: KeyMapHead, ancestor: KeyMapHead, contents: [UInt8], signature: [UInt8]) {
        self.head = head
        self.ancestor = ancestor
        self.contents = contents
        self.signature = signature
    }

    /// What the hub signs.
    package static func statement(head: KeyMapHead, ancestor: KeyMapHead, contents: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate key map head v1")
        head.encode(into: &writer)
        ancestor.encode(into: &writer)
        writer.write(fixed: contents)
        return writer.bytes
    }

    /// The digest of a snapshot's changes, which must ascend in revision.
    package static func contents(of changes: [SignedChange]) -> [UInt8] {
        var hash = SHA256()
        for change in changes { hash.update(data: change.change.hash) }
        return Array(hash.finalize())
    }

    /// - Throws: ``KeyMapError`` with `.badSignature`.
    package func verify(hubKey: [UInt8]) throws(KeyMapError) {
        try KeyMapHead.verify(
            signature, over: Self.statement(head: head, ancestor: ancestor, contents: contents), hubKey: hubKey,
            what: "the head")
    }
}

extension SignedHead: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        head.encode(into: &writer)
        ancestor.encode(into: &writer)
        writer.write(fixed: contents)
        writer.write(fixed: signature)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        head = try KeyMapHead(from: &reader)
        ancestor = try KeyMapHead(from: &reader)
        contents = try reader.read(fixed: 32)
        signature = try reader.read(fixed: 64)
    }
}
