import AuditLog
package import CustodianContract
import Groups
import KeyGeneration
package import KeyMap
import Placement
import KeyMaterial
import SecretSharing
import Secrets

extension Custodian {
    /// This custodian's share for a requester, where the hub's permit and the signed key map allow it. It believes neither:
    /// what the permit says is checked against what this custodian knows itself.
    ///
    /// - Parameter peer: the custodian at the other end, as TLS proved it.
    /// - Throws: ``Refusal``.
    package func release(_ signed: SignedPermit, to peer: CustodianID) async throws(Refusal) -> ShareRelease {
        guard let checked = CheckedPermit(signed, hubKey: replica.hubKey) else {
            throw await recorded(
                Refusal(.forbidden, "the permit for \(signed.permit.share) does not carry the hub's signature"),
                signed.permit, to: peer)
        }
        let opened = try await openedShare(checked, for: peer)
        let release: ShareRelease
        do {
            release = try seal(opened)
        } catch {
            releases.close(opened.permit)
            throw await recorded(
                Refusal(.unavailable, "the share of \(checked.permit.share) could not be sealed: \(error)"),
                checked.permit, to: peer)
        }
        if let refusal = await written(record(checked.permit, peer: peer, refusal: nil)) { throw refusal }
        return release
    }

    package func refuseUnreadablePermit(from peer: CustodianID, reason: String) async -> Refusal {
        let refusal = Refusal(.malformed, "the permit cannot be read: \(reason)")
        let record = AuditRecord(
            time: settings.clock(), source: "custodian.quorate", name: "ReleaseShare", region: "",
            identity: .node("spiffe://\(settings.fleet)/custodian/\(peer)"), errorCode: "\(refusal.code)",
            errorMessage: refusal.message, requestParameters: [:], requestID: UniqueID.make(settings.random.bytes(16)),
            eventID: UniqueID.make(settings.random.bytes(16)), readOnly: true, eventType: "QuorateShareUse")
        return await written(record) ?? refusal
    }

    /// This custodian's own share, where it is the requester itself: the same checks and the same record, and no envelope.
    ///
    /// - Throws: ``Refusal``.
    func ownShare(_ checked: CheckedPermit) async throws(Refusal) -> SecretScalar<FieldP256> {
        let opened = try await openedShare(checked, for: settings.custodian)
        if let refusal = await written(record(checked.permit, peer: settings.custodian, refusal: nil)) { throw refusal }
        do {
            return try SecretScalar(opened.share.secret)
        } catch {
            throw Refusal(.unavailable, "the share of \(checked.permit.share) is damaged: \(error)")
        }
    }

    /// Frees the share that a permit opened; ignored where the signature is not the requester's.
    package func close(_ close: PermitClose) {
        guard let requester = releases.requester(of: close.permit), let record = replica.custodian(requester),
            IdentitySignature.isValid(
                close.signature, over: PermitClose.statement(permit: close.permit), by: record.identityKey)
        else { return }
        releases.close(close.permit)
    }

    /// A share that serves one permit, and the requester that it goes to.
    private struct OpenedShare {
        let share: ShareVault.Held
        let permit: [UInt8]
        let requester: CustodianRecord
    }

    /// The share, opened for a permit that may have it; a refusal is on record.
    private func openedShare(
        _ checked: CheckedPermit, for peer: CustodianID
    ) async throws(Refusal) -> OpenedShare {
        do throws(Refusal) {
            return try open(checked, for: peer)
        } catch {
            throw await recorded(error, checked.permit, to: peer)
        }
    }

    private func open(_ checked: CheckedPermit, for peer: CustodianID) throws(Refusal) -> OpenedShare {
        let permit = checked.permit
        guard permit.requester == peer, let requester = replica.custodian(peer) else {
            throw Refusal(
                .forbidden, "the permit for \(permit.share) is custodian \(permit.requester)'s, not \(peer)'s")
        }
        let share = try share(for: permit)
        if let key = replica.key(permit.share.key),
            let obstacle = placements.obstacle(to: requester, rebuilding: key.placement)
        {
            throw Refusal(.forbidden, "custodian \(peer) may not rebuild key \(key.id): \(obstacle)")
        }
        if let previous = checked.signed.previous { close(previous) }
        try releases.admit(permit, hash: checked.hash, at: settings.clock())
        return OpenedShare(share: share, permit: checked.hash, requester: requester)
    }

    /// The share in its envelope to the requester.
    private func seal(_ opened: OpenedShare) throws -> ShareRelease {
        let index = opened.share.index
        let secret = unsafe opened.share.secret.withUnsafeBytes { source in
            unsafe SecretBytes(count: source.count) { unsafe $0.copyMemory(from: source) }
        }
        let sealed = try settings.sealing.seal(
            secret, to: opened.requester.sealingKey, binding: ShareRelease.info(permit: opened.permit, index: index))
        let statement = ShareRelease.statement(
            permit: opened.permit, index: index, recipient: opened.requester.id, sealed: sealed)
        return ShareRelease(index: index, sealed: sealed, signature: try settings.signer.sign(statement))
    }

    /// The share that a permit asks for, if it is one that may be released so.
    private func share(for permit: QuorumPermit) throws(Refusal) -> ShareVault.Held {
        guard let key = replica.key(permit.share.key, in: permit.region),
            let version = key.version(permit.share.version),
            let shard = version.shards.first(where: { $0.number == permit.share.shard }),
            let share = vault.share(permit.share)
        else {
            throw Refusal(.unknownShare, "custodian \(settings.custodian) holds no share of \(permit.share)")
        }
        if let refusal = permit.purpose.refusal(by: key, at: settings.clock()) { throw Refusal(.forbidden, refusal) }
        guard share.suite == .quorumP256 else {
            throw Refusal(.forbidden, "the share of \(permit.share) is of \(share.suite.name), which is never rebuilt")
        }
        guard share.publicPart.agrees(with: shard) else {
            throw Refusal(.forbidden, "the key map's committee of \(permit.share) is not the one that made its share")
        }
        guard permit.epoch == shard.epoch, share.epoch == shard.epoch else {
            throw Refusal(
                .wrongEpoch, "share \(permit.share) is of epoch \(share.epoch); the permit is for \(permit.epoch)")
        }
        guard shard.isQuorum(permit.members) else {
            throw Refusal(
                .forbidden,
                "the permit for \(permit.share) names no quorum of \(shard.threshold) of the key's committee")
        }
        guard let own = permit.members.first(where: { $0.custodian == settings.custodian }), own.index == share.index
        else {
            throw Refusal(.forbidden, "the permit for \(permit.share) does not name custodian \(settings.custodian)")
        }
        guard own.boot == boot else {
            throw Refusal(
                .forbidden, "the permit for \(permit.share) was made before custodian \(own.custodian) started")
        }
        return share
    }

    /// Writes a refusal to the audit log. Returns what the caller hears.
    private func recorded(_ refusal: Refusal, _ permit: QuorumPermit, to peer: CustodianID) async -> Refusal {
        await written(record(permit, peer: peer, refusal: refusal)) ?? refusal
    }

    private func record(_ permit: QuorumPermit, peer: CustodianID, refusal: Refusal?) -> AuditRecord {
        AuditRecord(
            time: settings.clock(), source: "custodian.quorate", name: "ReleaseShare",
            region: permit.region.isEmpty ? replica.key(permit.share.key)?.region ?? "" : permit.region,
            identity: .node("spiffe://\(settings.fleet)/custodian/\(peer)"),
            errorCode: refusal.map { "\($0.code)" }, errorMessage: refusal?.message,
            requestParameters: [
                "keyId": .string(permit.share.key.description), "version": .integer(Int64(permit.share.version.value)),
                "shard": .integer(Int64(permit.share.shard)), "epoch": .integer(Int64(permit.epoch.value)),
                "purpose": .string("\(permit.purpose)"), "quorum": .integer(Int64(permit.members.count)),
            ],
            requestID: permit.clientRequest, eventID: UniqueID.make(settings.random.bytes(16)), readOnly: true,
            eventType: "QuorateShareUse")
    }
}

extension KeyShard {
    /// Whether these are exactly a quorum of the committee, each once and under its index.
    func isQuorum(_ members: [QuorumPermit.Member]) -> Bool {
        members.count == threshold.quorum && Set(members.map(\.index)).count == members.count
            && members.allSatisfy { index(of: $0.custodian) == $0.index.value }
    }
}
