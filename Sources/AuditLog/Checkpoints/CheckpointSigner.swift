/// A node's identity, as far as checkpoints need it.
package protocol CheckpointSigner: Sendable {
    /// The node's SPIFFE id.
    var node: String { get }

    /// - Returns: an Ed25519 signature of 64 bytes, by the identity key that the fleet's charter has for the node.
    /// - Throws: where the key cannot be used.
    func sign(_ message: [UInt8]) throws -> [UInt8]
}
