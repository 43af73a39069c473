package import Crypto
import Hub
package import KeyMap
import Secrets

/// A hub's pen: signs changes of a key map of its own.
package struct KeyMapAuthor: Sendable {
    package let key: Curve25519.Signing.PrivateKey
    package private(set) var state = KeyMapState()

    /// - Throws: where the library refuses 32 bytes as a key.
    package init(_ seed: Seed = Seed(3)) throws {
        key = try Curve25519.Signing.PrivateKey(
            rawRepresentation: SeededRandom(seed.value, stream: "hub").bytes(32))
    }

    package var hubKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// Signs a change as it stands, whether it follows or not.
    ///
    /// - Throws: where the library cannot sign.
    package func sign(_ change: KeyMapChange) throws -> SignedChange {
        SignedChange(change: change, signature: Array(try key.signature(for: change.hash)))
    }

    /// The next change, which the author's own state then has.
    ///
    /// - Throws: where the library cannot sign.
    @discardableResult
    package mutating func write(_ name: RecordName, _ value: RecordValue) throws -> SignedChange {
        let change = try sign(
            KeyMapChange(revision: state.head.revision + 1, previous: state.head.hash, name: name, value: value))
        try state.apply(change, hubKey: hubKey)
        return change
    }

    /// - Throws: where the library cannot sign.
    @discardableResult
    package mutating func write(_ key: KeyRecord) throws -> SignedChange {
        try write(.key(key.id), .key(key))
    }

    /// The head over these changes; over the author's own state where none are given.
    ///
    /// - Parameter ancestor: what the replica has seen before.
    /// - Throws: where the library cannot sign.
    package func head(over changes: [SignedChange]? = nil, after ancestor: KeyMapHead = .empty) throws -> SignedHead {
        let contents = SignedHead.contents(of: changes ?? state.snapshot)
        let statement = SignedHead.statement(head: state.head, ancestor: ancestor, contents: contents)
        return SignedHead(
            head: state.head, ancestor: ancestor, contents: contents,
            signature: Array(try key.signature(for: statement)))
    }
}

extension KeyMapAuthor: ChangeSigner {
    package func sign(_ message: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: message))
    }
}
