import Crypto
import Gateway
package import KeyMap
import KeyMaterial
import SecretSharing
import Secrets

extension FakeFleet: ControlPlane {
    package func createKey(_ request: KeyCreation) async throws -> KeyRecord {
        try takeControlError()
        if let token = request.token, let made = replica.key(madeBy: token) { return made }
        let bytes = SystemRandom().bytes(16)
        let id = request.isMultiRegion ? KeyID(multiRegion: bytes) : KeyID(UniqueID.make(bytes))
        let suite = request.suite?.suite ?? request.spec.suite(in: request.custody)
        let publicKey =
            if suite == .agreementP256 {
                try PublicKeyOperations.compressedPoint(of: makeMaterial(request.spec, for: id), spec: request.spec)
            } else {
                Array(try FakeKeyUse.signingKey(of: id).publicKey.rawRepresentation)
            }
        let threshold = try Threshold(quorum: 3, of: 5)
        let shard = KeyShard(
            number: 1, threshold: threshold, epoch: .first,
            committee: (1...5).map { CustodianID("c\($0)") },
            commitments: Array(repeating: publicKey, count: suite.commitmentCount(threshold)),
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
            custody: request.custody, origin: request.origin, created: clock.now,
            keyDescription: request.keyDescription,
            policy: request.policy, tags: request.tags,
            creationToken: request.token, suite: request.suite, first: version)
        try enter(.key(id), .key(key))
        return key
    }

    package func changeKey(_ id: KeyID, _ change: KeyChange, in region: String) async throws -> KeyRecord {
        try commit(id) { key throws(KeyMapError) in
            try key.applying(change, in: region, at: clock.now)
        }
    }

    package func replicateKey(_ id: KeyID, _ replication: KeyReplication) async throws -> KeyRecord {
        try commit(id) { key throws(KeyMapError) in
            try key.replicating(replication, at: clock.now)
        }
    }

    package func updatePrimaryRegion(_ id: KeyID, to region: String) async throws {
        _ = try commit(id) { key throws(KeyMapError) in try key.promoting(region) }
    }

    package func importMaterial(
        _ id: KeyID, _ material: WrappedMaterial, expires: Timestamp?, in region: String
    ) async throws -> KeyRecord {
        try await changeKey(id, .importMaterial(material, expires: expires), in: region)
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

    package func createGrant(_ grant: GrantRecord) async throws {
        try takeControlError()
        guard !replica.grants(on: grant.key, in: grant.region).contains(where: { $0.isRepeated(by: grant) }) else {
            return
        }
        try enter(.grant(grant.id), .grant(grant))
    }

    package func removeGrant(_ id: GrantID) async throws {
        try takeControlError()
        try enter(.grant(id), .removed)
    }

    /// Enters what becomes of a key.
    private func commit(
        _ id: KeyID, _ body: (KeyRecord) throws(KeyMapError) -> KeyRecord
    ) throws -> KeyRecord {
        try takeControlError()
        guard let key = replica.key(id) else { throw KeyMapError(.notFound, "no key \(id)") }
        let changed = try body(key)
        try enter(.key(id), .key(changed))
        return changed
    }
}
