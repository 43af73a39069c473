import CustodianContract
import KeyGeneration
package import KeyMap
import Placement
import SecretSharing
import Secrets

extension Hub: ControlPlane {
    package func createKey(_ request: KeyCreation) async throws -> KeyRecord {
        try await creations.once(request.token) {
            if let token = request.token, let made = replica.key(madeBy: token) { return made }
            return try await generate(request)
        }
    }

    package func changeKey(_ id: KeyID, _ change: KeyChange) async throws -> KeyRecord {
        let now = clock()
        try await writer.commit { replica in
            let key = try Self.key(id, in: replica)
            return [(.key(id), .key(try key.applying(change, at: now)))]
        }
        return try Self.key(id, in: replica)
    }

    package func importMaterial(
        _ id: KeyID, _ material: WrappedMaterial, expires: Timestamp?
    ) async throws -> KeyRecord {
        let key = try Self.key(id, in: replica)
        let shard = key.current.shards[0]
        let certified = try await ceremony(id, key.current.number, key.spec, shard)
            .certify(material, limit: ceremonyLimit)
        return try await changeKey(id, .importMaterial(certified, expires: expires))
    }

    package func createAlias(_ name: AliasName, target: KeyID) async throws {
        let now = clock()
        try await writer.commit { replica in
            guard replica.alias(name) == nil else {
                throw KeyMapError(.alreadyExists, "An alias with the name \(name.name) already exists.")
            }
            _ = try Self.key(target, in: replica)
            return [(.alias(name), .alias(AliasRecord(name: name, target: target, created: now, updated: now)))]
        }
    }

    package func updateAlias(_ name: AliasName, target: KeyID) async throws {
        let now = clock()
        try await writer.commit { replica in
            guard let alias = replica.alias(name) else {
                throw KeyMapError(.notFound, "Alias \(name.name) is not found.")
            }
            _ = try Self.key(target, in: replica)
            let updated = AliasRecord(name: name, target: target, created: alias.created, updated: now)
            return [(.alias(name), .alias(updated))]
        }
    }

    package func deleteAlias(_ name: AliasName) async throws {
        try await writer.commit { replica in
            guard replica.alias(name) != nil else {
                throw KeyMapError(.notFound, "Alias \(name.name) is not found.")
            }
            return [(.alias(name), .removed)]
        }
    }

    private func generate(_ request: KeyCreation) async throws -> KeyRecord {
        let id = KeyID(UniqueID.make(random.bytes(16)))
        let (policy, committee) = try place(try placementPolicy(request), for: id)
        let start = ContinuousClock.now
        let suite = request.spec.suite(in: request.custody)
        let parameters: KeyGenerationParameters
        do {
            parameters = try KeyGenerationParameters(
                fleet: fleet, key: id, version: .first, shard: 1, suite: suite, threshold: policy.threshold,
                epoch: .first,
                members: committee.map {
                    KeyGenerationParameters.Member(
                        custodian: $0.id, identityKey: $0.identityKey, sealingKey: $0.sealingKey)
                })
        } catch {
            throw HubError(.placement, error.message)
        }
        let runner = KeyCeremonyRunner(
            parameters: parameters, links: committee.compactMap { links($0.id) }, ceremony: random.bytes(16),
            limit: ceremonyLimit)
        let shard = try await runner.run()
        do {
            let material = try await material(request, id, shard, limit: ceremonyLimit - (.now - start))
            let now = clock()
            let key = KeyRecord(
                id: id, account: request.account, region: request.region, spec: request.spec, usage: request.usage,
                custody: request.custody, origin: request.origin, created: now,
                state: request.origin == .external ? .pendingImport : .enabled, keyDescription: request.keyDescription,
                policy: request.policy, tags: request.tags, creationToken: request.token,
                placement: request.placement,
                first: KeyVersion(number: .first, created: now, shards: [shard], material: material))
            try await writer.commit { _ in [(.key(id), .key(key))] }
            return key
        } catch {
            await runner.abandon()
            throw error
        }
    }

    /// What a key under quorum custody has beside its secret, made by one of the committee and certified by all.
    private func material(
        _ request: KeyCreation, _ id: KeyID, _ shard: KeyShard, limit: Duration
    ) async throws(HubError) -> WrappedMaterial? {
        guard request.custody == .quorum, request.spec.isAsymmetric, request.origin == .awsKMS else { return nil }
        // The search for the primes of an RSA key takes up to seconds, and is nobody's delay.
        let search: Duration = [.rsa2048, .rsa3072, .rsa4096].contains(request.spec) ? .seconds(20) : .zero
        return try await ceremony(id, .first, request.spec, shard).run(limit: max(limit, .seconds(1)) + search)
    }

    private func ceremony(
        _ id: KeyID, _ version: KeyVersionNumber, _ spec: KeySpec, _ shard: KeyShard
    ) -> MaterialCeremony {
        MaterialCeremony(
            fleet: fleet, share: ShareName(key: id, version: version, shard: shard.number), spec: spec, shard: shard,
            links: shard.committee.compactMap { links($0) },
            identityKeys: Dictionary(uniqueKeysWithValues: replica.custodians.map { ($0.id, $0.identityKey) }))
    }

    private func placementPolicy(_ request: KeyCreation) throws(HubError) -> PlacementPolicy? {
        guard !request.placement.isEmpty else { return nil }
        do {
            let policy = try PlacementPolicy(text: request.placement)
            let leastQuorum = replica.members.leastQuorum
            guard policy.threshold.quorum >= leastQuorum else {
                throw HubError(
                    .unplaceable,
                    "The placement asks for a quorum of \(policy.threshold.quorum); the least that this fleet's root key "
                        + "allows is \(leastQuorum).")
            }
            return policy
        } catch {
            throw error as? HubError ?? HubError(.unplaceable, "The placement cannot be read: \(error)")
        }
    }

    private static func key(_ id: KeyID, in replica: KeyMapReplica) throws(KeyMapError) -> KeyRecord {
        guard let key = replica.key(id) else { throw KeyMapError(.notFound, "Key \(id) does not exist.") }
        return key
    }
}
