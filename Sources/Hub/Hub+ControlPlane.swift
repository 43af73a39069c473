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

    package func importMaterial(
        _ id: KeyID, _ material: WrappedMaterial, expires: Timestamp?, in region: String
    ) async throws -> KeyRecord {
        let key = try Self.key(id, in: region, of: replica)
        let shard = key.current.shards[0]
        let certified = try await ceremony(id, key.current.number, key.spec, shard)
            .certify(material, limit: ceremonyLimit)
        return try await changeKey(id, .importMaterial(certified, expires: expires), in: region)
    }

    private func generate(_ request: KeyCreation) async throws -> KeyRecord {
        let bytes = random.bytes(16)
        let id = request.isMultiRegion ? KeyID(multiRegion: bytes) : KeyID(UniqueID.make(bytes))
        let (policy, committee) = try place(try placementPolicy(request), for: id)
        let start = steadyClock.now
        let suite = request.suite?.suite ?? request.spec.suite(in: request.custody)
        try Self.check(request.suite, policy.threshold)
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
            throw HubError(request.suite == nil ? .placement : .unplaceable, error.message)
        }
        let runner = KeyCeremonyRunner(
            parameters: parameters, links: committee.compactMap { links($0.id) }, ceremony: random.bytes(16),
            limit: ceremonyLimit, clock: steadyClock)
        let born = try await runner.run()
        do {
            let material = try await material(request, id, born.shard, limit: ceremonyLimit - (steadyClock.now - start))
            let now = clock()
            let key = KeyRecord(
                id: id, account: request.account, region: request.region, spec: request.spec, usage: request.usage,
                custody: request.custody, origin: request.origin, created: now,
                state: request.origin == .external ? .pendingImport : .enabled, keyDescription: request.keyDescription,
                policy: request.policy, tags: request.tags, creationToken: request.token,
                placement: request.placement, suite: request.suite,
                first: KeyVersion(
                    number: .first, created: now, shards: [born.shard], material: material, births: born.births))
            try await writer.commit { _ in [(.key(id), .key(key))] }
            return key
        } catch {
            await runner.abandon()
            throw error
        }
    }

    /// Whether a committee of this size can ever vouch for what a strict key asks for.
    private static func check(_ suite: SuiteChoice?, _ threshold: Threshold) throws(HubError) {
        guard let suite, suite.isStrict, threshold.count < 2 * threshold.quorum - 1 else { return }
        throw HubError(
            .unplaceable,
            "A strict key with a quorum of \(threshold.quorum) needs \(2 * threshold.quorum - 1) custodians or more; its "
                + "placement gives it \(threshold.count).")
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
            identityKeys: Dictionary(uniqueKeysWithValues: replica.custodians.map { ($0.id, $0.identityKey) }),
            random: random, clock: steadyClock)
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

    /// A key as it is in a region; as it is stored where none is named.
    static func key(
        _ id: KeyID, in region: String = "", of replica: KeyMapReplica
    ) throws(KeyMapError) -> KeyRecord {
        guard let key = replica.key(id, in: region) else {
            throw KeyMapError(.notFound, "Key \(id) does not exist\(region.isEmpty ? "" : " in \(region)").")
        }
        return key
    }
}
