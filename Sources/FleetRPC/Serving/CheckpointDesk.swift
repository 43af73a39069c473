package import FleetIdentity

/// What one node says to another of audit logs. Checkpoints are bytes here.
package struct CheckpointMessage: Hashable, Sendable {
    /// The sender's own canonical `SignedCheckpoint`s, oldest first.
    package var checkpoints: [[UInt8]]
    /// The digest of what the sender keeps of the receiver's log; empty for nothing.
    package var known: [UInt8]
    /// Why the sender refuses what the receiver has sent; empty where it does not.
    package var refusal: String

    package init(checkpoints: [[UInt8]] = [], known: [UInt8] = [], refusal: String = "") {
        self.checkpoints = checkpoints
        self.known = known
        self.refusal = refusal
    }
}

/// Where a node's checkpoints come from, and where those of others go.
package protocol CheckpointDesk: Sendable {
    /// How long to wait between two exchanges, seconds.
    var seconds: Double { get }

    /// What to say to a node.
    ///
    /// - Parameter known: what it has said that it keeps of this node's log; nil where it has not said.
    func message(to peer: SPIFFEIdentity, after known: [UInt8]?) async -> CheckpointMessage

    /// Takes what a node has said. What is wrong with it is the desk's to report.
    ///
    /// - Parameter key: the node's identity key by the charter, 32 bytes.
    func take(_ message: CheckpointMessage, from peer: SPIFFEIdentity, key: [UInt8]) async
}
