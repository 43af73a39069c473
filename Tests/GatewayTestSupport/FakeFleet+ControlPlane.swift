import Crypto
import Gateway
package import KeyMap
import SecretSharing
import Secrets

extension FakeFleet: ControlPlane {
    package func createKey(_ request: KeyCreation) async throws -> KeyRecord {
        try takeControlError()
        if let token = request.token, let made = replica.key(madeBy: token) { return made }
        let id = KeyID(UniqueID.make(SystemRandom().bytes(16)))
        let publicKey = Array(try FakeKeyUse.signingKey(of: id).publicKey.rawRepresentation)
        let shard = KeyShard(
            number: 1, threshold: try Threshold(quorum: 3, of: 5), epoch: .first,
            committee: (1...5).map { CustodianID("c\($0)") }, commitments: [publicKey, publicKey, publicKey],
            certificate: CommitteeCertificate(transcript: [UInt8](repeating: 0, count: 32), signatures: []))
        var material: WrappedMaterial?
        if request.custody == .quorum {
            let publicKey = try makeMaterial(request.spec, for: id)
            if request.spec.isAsymmetric {
                material = WrappedMaterial(
                    maker: CustodianID("c1"), publicKey: publicKey, sealed: [], signatures: [])
            }
        }
        let version = KeyVersion(number: .first, created: clock.now, shards: [shard], material: material)
        let key = KeyRecord(
            id: id, account: request.account, region: request.region, spec: request.spec, usage: request.usage,
            custody: request.custody, created: clock.now, keyDescription: request.keyDescription,
            policy: request.policy, tags: request.tags,
            creationToken: request.token, first: version)
        try enter(.key(id), .key(key))
        return key
    }

    package func changeKey(_ id: KeyID, _ change: KeyChange) async throws -> KeyRecord {
        try takeControlError()
        guard let key = replica.key(id) else { throw KeyMapError(.notFound, "no key \(id)") }
        let changed = try key.applying(change, at: clock.now)
        try enter(.key(id), .key(changed))
        return changed
    }

    package func importMaterial(
        _ id: KeyID, _ material: WrappedMaterial, expires: Timestamp?
    ) async throws -> KeyRecord {
        try await changeKey(id, .importMaterial(material, expires: expires))
    }

    package func createAlias(_ name: AliasName, target: KeyID) async throws {
        try takeControlError()
        let alias = AliasRecord(name: name, target: target, created: clock.now, updated: clock.now)
        try enter(.alias(name), .alias(alias))
    }

    package func updateAlias(_ name: AliasName, target: KeyID) async throws {
        try takeControlError()
        guard let old = replica.alias(name) else { throw KeyMapError(.notFound, "no alias \(name.name)") }
        let alias = AliasRecord(name: name, target: target, created: old.created, updated: clock.now)
        try enter(.alias(name), .alias(alias))
    }

    package func deleteAlias(_ name: AliasName) async throws {
        try takeControlError()
        try enter(.alias(name), .removed)
    }
}
