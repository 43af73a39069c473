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
        var release: ShareRelease?
        var refusal: Refusal?
        do throws(Refusal) {
            release = try await released(signed, to: peer)
        } catch {
            refusal = error
        }
        do {
            try await settings.audit.append(record(signed.permit, peer: peer, refusal: refusal))
        } catch {
            throw Refusal(.unavailable, "custodian \(settings.custodian) cannot write its audit log: \(error)")
        }
        if let refusal { throw refusal }
        guard let release else { throw Refusal(.unavailable, "the share could not be released") }
        return release
    }

    /// Frees the share that a permit opened; ignored where the signature is not the requester's.
    package func close(_ close: PermitClose) {
        guard let requester = releases.requester(of: close.permit),
            let record = replica.custodian(requester),
            IdentitySignature.isValid(
                close.signature, over: PermitClose.statement(permit: close.permit), by: record.identityKey)
        else { return }
        releases.close(close.permit)
    }

    private func released(_ signed: SignedPermit, to peer: CustodianID) async throws(Refusal) -> ShareRelease {
        let permit = signed.permit
        guard signed.isSigned(by: replica.hubKey) else {
            throw Refusal(.forbidden, "the permit for \(permit.share) does not carry the hub's signature")
        }
        guard permit.requester == peer, let requester = replica.custodian(peer) else {
            throw Refusal(
                .forbidden, "the permit for \(permit.share) is custodian \(permit.requester)'s, not \(peer)'s")
        }
        let share = try share(for: permit)
        if let key = replica.key(permit.share.key),
            !placements.allows(key.placement, region: requester.region, jurisdiction: requester.jurisdiction)
        {
            throw Refusal(
                .forbidden, "the placement of key \(key.id) does not let it be rebuilt in \(requester.region)")
        }
        if let previous = signed.previous { close(previous) }
        let hash = permit.hash
        try releases.admit(permit, hash: hash, at: settings.clock())
        do {
            let secret = unsafe share.secret.withUnsafeBytes { source in
                unsafe SecretBytes(count: source.count) { unsafe $0.copyMemory(from: source) }
            }
            let sealed = try settings.sealing.seal(
                secret, to: requester.sealingKey, binding: ShareRelease.info(permit: hash, index: share.index))
            let statement = ShareRelease.statement(
                permit: hash, index: share.index, recipient: peer, sealed: sealed)
            return ShareRelease(index: share.index, sealed: sealed, signature: try settings.signer.sign(statement))
        } catch {
            releases.close(hash)
            throw Refusal(.unavailable, "the share of \(permit.share) could not be sealed: \(error)")
        }
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

    private func record(_ permit: QuorumPermit, peer: CustodianID, refusal: Refusal?) -> AuditRecord {
        AuditRecord(
            time: settings.clock(), source: "custodian.quorate", name: "ReleaseShare",
            region: permit.region.isEmpty ? replica.key(permit.share.key)?.region ?? "" : permit.region,
            identity: .node("spiffe://\(settings.fleet)/custodian/\(peer)"),
            errorCode: refusal.map { "\($0.code)" }, errorMessage: refusal?.message,
            requestParameters: [
                "keyId": .string(permit.share.key.description), "version": .integer(Int64(permit.share.version.value)),
                "shard": .integer(Int64(permit.share.shard)), "epoch": .integer(Int64(permit.epoch.value)),
                "purpose": .string("\(permit.purpose)"),
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
