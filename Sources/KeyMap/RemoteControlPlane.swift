/// A hub elsewhere, which is sent every call in the same way.
package protocol RemoteControlPlane: ControlPlane {
    /// Has the hub make a change, and waits until it has arrived here.
    ///
    /// - Returns: the key that the change was of; nil where it was of none.
    /// - Throws: why the hub did not make it, or that it is out of reach.
    func call(_ call: ControlCall) async throws -> KeyRecord?
}

extension RemoteControlPlane {
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
        guard let key = try await self.call(call) else {
            throw KeyMapError(.malformed, "the hub answers without the key that it has changed")
        }
        return key
    }
}
