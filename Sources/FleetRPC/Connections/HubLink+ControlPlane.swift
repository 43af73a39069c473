import ByteCoding
import FleetProto
import FoundationEssentials
import GRPCCore
package import KeyMap
import Logging
import SwiftProtobuf
import Synchronization

/// Changes of the key map that a gateway's clients ask for. Each returns when this gateway's replica has the change.
extension HubLink: ControlPlane {
    package func createKey(_ request: KeyCreation) async throws -> KeyRecord {
        try await key(.createKey(request))
    }

    package func changeKey(_ id: KeyID, _ change: KeyChange, in region: String) async throws -> KeyRecord {
        try await key(.changeKey(id, change, region: region))
    }

    package func replicateKey(_ id: KeyID, _ replication: KeyReplication) async throws -> KeyRecord {
        try await key(.replicateKey(id, replication))
    }

    package func updatePrimaryRegion(_ id: KeyID, to region: String) async throws {
        _ = try await call(.updatePrimaryRegion(id, region: region))
    }

    package func importMaterial(
        _ id: KeyID, _ material: WrappedMaterial, expires: Timestamp?, in region: String
    ) async throws -> KeyRecord {
        try await key(.importMaterial(id, material, expires: expires, region: region))
    }

    package func createAlias(_ name: AliasName, target: KeyID) async throws {
        _ = try await call(.createAlias(name, target: target))
    }

    package func updateAlias(_ name: AliasName, target: KeyID) async throws {
        _ = try await call(.updateAlias(name, target: target))
    }

    package func deleteAlias(_ name: AliasName) async throws {
        _ = try await call(.deleteAlias(name))
    }

    package func createGrant(_ grant: GrantRecord) async throws {
        _ = try await call(.createGrant(grant))
    }

    package func removeGrant(_ id: GrantID) async throws {
        _ = try await call(.removeGrant(id))
    }

    private func key(_ call: ControlCall) async throws -> KeyRecord {
        let reply = try await self.call(call)
        return try KeyRecord(decoding: Array(reply.key))
    }

    private func call(_ call: ControlCall) async throws -> Wire.ControlReply {
        guard let channel = channel.withLock({ $0 }) else { throw Self.unreachable }
        var options = NodeChannel.options
        options.timeout = call.patience
        let reply: Wire.ControlReply
        do {
            reply = try await channel.hub.control(.with { $0.call = Data(call.encoded) }, options: options)
        } catch {
            logger.warning("a call of the hub failed", metadata: ["reason": "\(error)"])
            throw Self.unreachable
        }
        if reply.hasFailure { throw reply.failure.error }
        await follow(to: reply.revision)
        return reply
    }

    /// Waits for the change that the hub has made; not for ever, because it is made.
    private func follow(to revision: UInt64) async {
        let deadline = ContinuousClock.now + .seconds(2)
        while replica.head.revision < revision, ContinuousClock.now < deadline, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    private static var unreachable: RemoteFailure {
        RemoteFailure(
            kind: .dependencyTimeout,
            message: "The hub, which keeps the key map, is out of reach. Existing keys can be used; try again later.")
    }
}
