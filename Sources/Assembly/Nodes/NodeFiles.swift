import FleetIdentity
import Foundation
import KeyMap
import Logging

/// Where a node keeps what makes it the node it is.
struct NodeFiles: Sendable {
    let id: String
    /// The fleet's Ed25519 root key, 32 bytes, pinned.
    let rootKey: [UInt8]
    let charter: String
    let identity: String
    let sealingKey: String
    let state: String

    init(id: String, rootKey: [UInt8], charter: String, identity: String, sealingKey: String, state: String) {
        self.id = id
        self.rootKey = rootKey
        self.charter = charter
        self.identity = identity
        self.sealingKey = sealingKey
        self.state = state
    }

    /// - Throws: ``ConfigurationFault`` that names the file, the setting and what it should be.
    init(_ file: ConfigurationFile) throws {
        id = try file.text("id", meaning: "the node's id, as in its certificate")
        rootKey = try file.rootKey()
        charter = try file.file("charter", meaning: "the file of the charter that the root key signed")
        identity = try file.file("identity", meaning: "the file of the sealed identity")
        sealingKey = try file.file("sealingKeyFile", meaning: "the file of mode 0600 that holds the sealing key")
        state = file.absolute(file.text("state") ?? "state.sealed")
    }
}

/// A node with its files open.
struct OpenedNode: Sendable {
    let node: FleetNode
    let state: NodeState
    let sealing: SealingKey
    /// Nil where no spans are written.
    let tracing: NodeTracing?

    var charter: FleetCharter { node.membership.charter }

    /// - Parameters:
    ///   - role: what the node is to be.
    ///   - membership: of another node in the same process; the node's own file of the charter if nil.
    ///   - plan: where spans are written; nil for nowhere.
    /// - Throws: what is wrong with the files, for a person to read.
    init(
        _ files: NodeFiles, as role: FleetRole, environment: [String: String] = ProcessInfo.processInfo.environment,
        membership shared: Membership? = nil, tracing plan: TracingPlan? = nil, logger: Logger? = nil
    ) throws {
        let sealing = try SealingKey.load(file: files.sealingKey, environment: environment)
        let state = try NodeState(file: files.state, sealedBy: sealing)
        let identity = try NodeIdentity(file: files.identity, sealedBy: sealing)
        let membership =
            try shared
            ?? Membership(
                SignedCharter(file: files.charter), rootPublicKey: files.rootKey, leastRevision: state.charterRevision
            ) { signed, charter in
                try signed.save(to: files.charter)
                try state.remember(charter: charter.revision)
            }
        guard !membership.charter.former.contains(where: { role == .custodian && $0.id.description == files.id }) else {
            throw ConfigurationFault(
                "Custodian \(files.id) has left the fleet: charter \(membership.charter.revision) in \(files.charter) says "
                    + "so. It can join again under an id that was never used.")
        }
        guard identity.name.role == role, identity.name.id == files.id,
            membership.charter.identityKey(of: identity.name) == identity.signingPublicKey
        else {
            throw ConfigurationFault(
                "The identity in \(files.identity) is \(identity.name), which charter \(membership.charter.revision) in "
                    + "\(files.charter) does not name as \(role.rawValue) \(files.id), or names no longer.")
        }
        if shared == nil { try state.remember(charter: membership.charter.revision) }
        let credentials = try NodeCredentials(identity) { try $0.save(to: files.identity, sealedBy: sealing) }
        tracing = try NodeTracing.make(plan, of: identity.name, logger: logger ?? Logger(label: "spans"))
        node = FleetNode(
            credentials: credentials, membership: membership, tracer: tracing?.tracer, clock: SystemTime.now)
        self.state = state
        self.sealing = sealing
    }
}
