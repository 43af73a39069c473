import AuditLog
import FleetIdentity

/// Signs a node's checkpoints with the identity key that the charter has for it.
struct NodeCheckpointSigner: CheckpointSigner {
    let credentials: NodeCredentials

    var node: String { credentials.identity.name.description }

    func sign(_ message: [UInt8]) throws -> [UInt8] {
        try credentials.identity.sign(message)
    }
}
