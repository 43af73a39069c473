import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import KeyMaterial
import Placement
import SecretSharing
import Secrets

extension Custodian {
    /// Rebuilds a key under the hub's permit, does one thing with it, and forgets it: the requester of quorum custody. That
    /// it does is on record before it has the key; why it failed, if it did, is the caller's to record.
    ///
    /// - Throws: ``Refusal``; `.invalidInput` is the client's fault.
    func perform(
        _ operation: KeyOperation, _ use: ShareUse, gateway: String
    ) async throws(Refusal) -> OperationResult {
        guard let support = settings.reconstruction else {
            throw Refusal(.unavailable, "custodian \(settings.custodian) rebuilds no keys: it has no way to the hub")
        }
        let (key, version, shard) = try rebuildable(use, for: operation)
        try checkSite(of: key, gateway: gateway)
        let committee = try committees.committee(name: use.share, shard: shard)
        var avoiding: [CustodianID] = []
        // Of the others there are enough: where they are not in reach, these are asked all the same.
        var leftOut = peers.avoided(
            among: shard.committee.filter { $0 != settings.custodian },
            atMost: shard.threshold.count - shard.threshold.quorum)
        var liars: [CustodianID] = []
        var reasons: [String] = []
        for attempt in 1...(shard.threshold.count - shard.threshold.quorum + 1) {
            let request = PermitRequest(
                share: use.share, epoch: use.epoch, purpose: operation.kind, region: use.region,
                clientRequest: use.clientRequest, avoiding: avoiding)
            let checked = try await permit(
                request, shard: shard, leavingOut: &leftOut, after: reasons, support)
            // While the shares are on their way. One record is enough, however many permits it takes.
            async let unwritten = attempt == 1 ? written(record(use, gateway: gateway, refusal: nil)) : nil
            let gathered = await gather(checked, committee, support)
            let refusal = await unwritten
            let (outcome, failures) = result(
                of: operation, gathered, unless: refusal, key: key, version: version, support)
            // The shares and what was made of them are gone from here by now.
            close(checked, support)
            if let outcome {
                return OperationResult(
                    output: try outcome.get(), custodians: checked.permit.members.map(\.custodian), liars: liars,
                    attempts: attempt)
            }
            for failure in failures { await note(failure, under: checked.permit) }
            avoiding += failures.map(\.custodian)
            liars += failures.filter { $0.lie != nil }.map(\.custodian)
            reasons += failures.map { "\($0.custodian) (\($0.reason))" }
        }
        throw Refusal(
            .unavailable,
            "Key \(key.id) needs \(shard.threshold.quorum) of \(shard.threshold.count) custodians; out of reach or "
                + "refusing: \(reasons.joined(separator: ", ")).")
    }

    /// What came of it, or who failed to send the share that the commitments promise.
    ///
    /// - Parameter refusal: why the key may not be rebuilt after all.
    private func result(
        of operation: KeyOperation, _ gathered: GatheredShares, unless refusal: Refusal?, key: KeyRecord,
        version: KeyVersion, _ support: ReconstructionSupport
    ) -> (Result<[UInt8], Refusal>?, [GatheredShares.Failure]) {
        if let refusal { return (.failure(refusal), []) }
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

    /// A permit without those that this custodian had better leave out, or with them where no quorum is in reach otherwise.
    ///
    /// - Parameter leftOut: emptied in that case.
    private func permit(
        _ request: PermitRequest, shard: KeyShard, leavingOut leftOut: inout [CustodianID], after failures: [String],
        _ support: ReconstructionSupport
    ) async throws(Refusal) -> CheckedPermit {
        let without = request.avoiding(leftOut)
        do throws(Refusal) {
            return try await permit(without, shard: shard, after: failures, support)
        } catch {
            guard error.code == .unavailable, without != request else { throw error }
            // The next operation need not ask twice to learn the same.
            peers.pardon(leftOut)
            leftOut = []
            return try await permit(request, shard: shard, after: failures, support)
        }
    }

    /// A permit that is what was asked for. One for anything else would make honest members look like liars.
    ///
    /// - Parameter failures: of the attempts before, for who reads why there is no other.
    private func permit(
        _ request: PermitRequest, shard: KeyShard, after failures: [String], _ support: ReconstructionSupport
    ) async throws(Refusal) -> CheckedPermit {
        let signed: SignedPermit
        do throws(Refusal) {
            signed = try await support.permits.permit(request)
        } catch {
            guard !failures.isEmpty else { throw error }
            throw Refusal(error.code, "\(error.message) Before that: \(failures.joined(separator: ", ")).")
        }
        let permit = signed.permit
        guard let checked = CheckedPermit(signed, hubKey: replica.hubKey), permit.share == request.share,
            permit.epoch == request.epoch, permit.purpose == request.purpose, permit.region == request.region,
            permit.requester == settings.custodian, shard.isQuorum(permit.members)
        else {
            throw Refusal(.unavailable, "the hub's permit for \(request.share) is not the one that was asked for")
        }
        return checked
    }

    /// Whether this custodian may rebuild the key for that gateway: members that release their shares ask the same, but for
    /// the gateway, which they do not see.
    private func checkSite(of key: KeyRecord, gateway: String) throws(Refusal) {
        guard let own = replica.custodian(settings.custodian) else {
            throw Refusal(.forbidden, "custodian \(settings.custodian) is not in the fleet's charter")
        }
        if let obstacle = placements.obstacle(to: own, rebuilding: key.placement) {
            throw Refusal(.forbidden, "custodian \(own.id) may not rebuild key \(key.id): \(obstacle)")
        }
        guard placements.site(key.placement) == .custodian || replica.members.gateways[gateway]?.region == own.region
        else {
            throw Refusal(
                .forbidden,
                "custodian \(own.id) rebuilds key \(key.id) for gateways of its own region \(own.region) only, and "
                    + "\(gateway) is in another")
        }
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

    private func close(_ checked: CheckedPermit, _ support: ReconstructionSupport) {
        releases.close(checked.hash)
        guard let signature = try? settings.signer.sign(PermitClose.statement(permit: checked.hash)) else { return }
        let word = PermitClose(permit: checked.hash, signature: signature)
        for member in checked.permit.members { support.peer(member.custodian)?.close(word) }
        support.permits.close(word)
    }
}
