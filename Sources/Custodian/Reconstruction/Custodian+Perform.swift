import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import KeyMaterial
import SecretSharing
import Secrets

extension Custodian {
    /// Rebuilds a key under the hub's permit, does one thing with it, and forgets it: the requester of quorum custody.
    ///
    /// - Throws: ``Refusal``; `.invalidInput` is the client's fault.
    func perform(_ operation: KeyOperation, _ use: ShareUse) async throws(Refusal) -> OperationResult {
        guard let support = settings.reconstruction else {
            throw Refusal(.unavailable, "custodian \(settings.custodian) rebuilds no keys: it has no way to the hub")
        }
        let (key, version, shard) = try rebuildable(use, for: operation)
        let committee = try committees.committee(name: use.share, shard: shard)
        var avoiding: [CustodianID] = []
        var liars: [CustodianID] = []
        var reasons: [String] = []
        for attempt in 1...(shard.threshold.count - shard.threshold.quorum + 1) {
            let request = PermitRequest(
                share: use.share, epoch: use.epoch, purpose: operation.kind, region: use.region,
                clientRequest: use.clientRequest, avoiding: avoiding)
            let signed = try await permit(request, shard: shard, after: reasons, support)
            let (outcome, failures) = await result(
                of: operation, under: signed, committee, key: key, version: version, support)
            // The shares and what was made of them are gone from here by now.
            close(signed.permit, support)
            if let outcome {
                return OperationResult(
                    output: try outcome.get(), custodians: signed.permit.members.map(\.custodian), liars: liars,
                    attempts: attempt)
            }
            avoiding += failures.map(\.custodian)
            liars += failures.filter(\.isLie).map(\.custodian)
            reasons += failures.map { "\($0.custodian) (\($0.reason))" }
        }
        throw Refusal(
            .unavailable,
            "Key \(key.id) needs \(shard.threshold.quorum) of \(shard.threshold.count) custodians; out of reach or "
                + "refusing: \(reasons.joined(separator: ", ")).")
    }

    /// What came of it, or who failed to send the share that the commitments promise.
    private func result(
        of operation: KeyOperation, under signed: SignedPermit, _ committee: PublicShares, key: KeyRecord,
        version: KeyVersion, _ support: ReconstructionSupport
    ) async -> (Result<[UInt8], Refusal>?, [GatheredShares.Failure]) {
        let gathered = await gather(signed, hash: signed.permit.hash, committee, support)
        guard gathered.failures.isEmpty else { return (nil, gathered.failures) }
        do throws(Refusal) {
            let threshold = version.shards[0].threshold
            let output = try output(
                of: operation, gathered.shares, key: key, version: version, threshold: threshold, support)
            return (.success(output), [])
        } catch {
            return (.failure(error), [])
        }
    }

    /// A permit that is what was asked for. One for anything else would make honest members look like liars.
    ///
    /// - Parameter failures: of the attempts before, for who reads why there is no other.
    private func permit(
        _ request: PermitRequest, shard: KeyShard, after failures: [String], _ support: ReconstructionSupport
    ) async throws(Refusal) -> SignedPermit {
        let signed: SignedPermit
        do throws(Refusal) {
            signed = try await support.permits.permit(request)
        } catch {
            guard !failures.isEmpty else { throw error }
            throw Refusal(error.code, "\(error.message) Before that: \(failures.joined(separator: ", ")).")
        }
        let permit = signed.permit
        guard signed.isSigned(by: replica.hubKey), permit.share == request.share, permit.epoch == request.epoch,
            permit.purpose == request.purpose, permit.region == request.region,
            permit.requester == settings.custodian, shard.isQuorum(permit.members)
        else {
            throw Refusal(.unavailable, "the hub's permit for \(request.share) is not the one that was asked for")
        }
        return signed
    }

    /// The key that a request names, where the signed key map allows the operation.
    private func rebuildable(
        _ use: ShareUse, for operation: KeyOperation
    ) throws(Refusal) -> (KeyRecord, KeyVersion, KeyShard) {
        guard let key = try key(use), let version = key.version(use.share.version),
            let shard = version.shards.first(where: { $0.number == use.share.shard })
        else {
            throw Refusal(.unknownShare, "custodian \(settings.custodian) knows no key \(use.share)")
        }
        guard use.suite == .quorumP256 else {
            throw Refusal(.forbidden, "a whole key is of the suite \(Suite.quorumP256.name) only")
        }
        if let refusal = operation.kind.refusal(by: key, at: settings.clock()) { throw Refusal(.forbidden, refusal) }
        guard use.epoch == shard.epoch else {
            throw Refusal(.wrongEpoch, "key \(use.share) is in epoch \(shard.epoch); the request was for \(use.epoch)")
        }
        return (key, version, shard)
    }

    /// The operation's output. The rebuilt secret and the material live in this call alone.
    private func output(
        of operation: KeyOperation, _ shares: [(index: ShareIndex, share: SharedSecret<FieldP256>)], key: KeyRecord,
        version: KeyVersion, threshold: Threshold, _ support: ReconstructionSupport
    ) throws(Refusal) -> [UInt8] {
        do {
            let secret = try Interpolation.reconstruct(shares, threshold: threshold)
            if case .importMaterial(let request) = operation {
                return try importing(request, secret: secret, key: key, version: version, support)
            }
            let material = try material(secret, key: key, version: version, support)
            return try material.perform(operation).revealed()
        } catch let error as KeyMaterialError {
            let isClientFault = [.wrongOperation, .badInput, .decryptionFailed].contains(error.code)
            throw Refusal(isClientFault ? .invalidInput : .unavailable, error.message)
        } catch {
            throw error as? Refusal
                ?? Refusal(.unavailable, "key \(key.id) could not be rebuilt: \(error)")
        }
    }

    private func material(
        _ secret: borrowing SecretScalar<FieldP256>, key: KeyRecord, version: KeyVersion,
        _ support: ReconstructionSupport
    ) throws -> KeyMaterial {
        guard let wrapped = version.material else {
            return KeyMaterial.derive(from: secret, spec: key.spec, key: key.id, version: version.number)
        }
        let scalar = unsafe secret.withUnsafeBytes { source in
            unsafe SecretBytes(count: source.count) { unsafe $0.copyMemory(from: source) }
        }
        let info = WrappedMaterial.info(
            fleet: settings.fleet, key: key.id, version: version.number, spec: key.spec,
            secret: version.shards[0].publicKey)
        return try KeyMaterial(
            decoding: support.sealing.open(wrapped.sealed, with: scalar, binding: info), spec: key.spec)
    }

    private func close(_ permit: QuorumPermit, _ support: ReconstructionSupport) {
        let hash = permit.hash
        guard let signature = try? settings.signer.sign(PermitClose.statement(permit: hash)) else { return }
        let word = PermitClose(permit: hash, signature: signature)
        for member in permit.members { support.peer(member.custodian)?.close(word) }
        close(word)
        support.permits.close(word)
    }
}
