import AuditLog
import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets

/// Shares that a requester has gathered under one permit, each of them the one that the commitments promise.
struct GatheredShares: Sendable {
    struct Failure: Sendable {
        let custodian: CustodianID
        let reason: String
        /// In what way what it sent was wrong; nil where it sent nothing.
        let lie: Misbehaviour?
        /// Whether it said nothing at all, in time.
        let isAbsence: Bool
    }

    var shares: [(index: ShareIndex, share: SharedSecret<FieldP256>)] = []
    var failures: [Failure] = []
}

extension Custodian {
    /// How long a requester waits for one share.
    private static let releaseLimit = Duration.milliseconds(800)

    /// The shares of all members that a permit names; a custodian's own without the network.
    func gather(
        _ checked: CheckedPermit, _ committee: PublicShares, _ support: ReconstructionSupport
    ) async -> GatheredShares {
        await withTaskGroup(of: (QuorumPermit.Member, Result<SharedSecret<FieldP256>, any Error>).self) { group in
            for member in checked.permit.members {
                group.addTask { [self] in
                    do {
                        // Not in one expression: Swift 6.3 miscompiles an `await` inside the tuple in release builds.
                        let share = try await share(of: member, checked, committee, support)
                        return (member, .success(share))
                    } catch {
                        return (member, .failure(error))
                    }
                }
            }
            var gathered = GatheredShares()
            for await (member, result) in group {
                switch result {
                case .success(let share): gathered.shares.append((index: member.index, share: share))
                case .failure(let error):
                    gathered.failures.append(
                        GatheredShares.Failure(
                            custodian: member.custodian, reason: "\(error)", lie: Self.lie(in: error),
                            isAbsence: error is LinkError))
                }
            }
            return gathered
        }
    }

    private static func lie(in error: any Error) -> Misbehaviour? {
        error is WrongShare ? .wrongResult : (error as? MalformedAnswer)?.misbehaviour
    }

    /// A member's share, if it is the one that the commitments promise.
    private func share(
        of member: QuorumPermit.Member, _ checked: CheckedPermit, _ committee: PublicShares,
        _ support: ReconstructionSupport
    ) async throws -> SharedSecret<FieldP256> {
        let share: SecretScalar<FieldP256>
        if member.custodian == settings.custodian {
            share = try await ownShare(checked)
        } else {
            share = try open(
                try await release(of: member, checked.signed, support), of: member, hash: checked.hash)
        }
        guard Element<Secp256r1>(generatorTimes: share) == committee[member.index] else {
            throw WrongShare("its share does not fit the key's commitments")
        }
        return SharedSecret(share)
    }

    private func release(
        of member: QuorumPermit.Member, _ signed: SignedPermit, _ support: ReconstructionSupport
    ) async throws -> ShareRelease {
        guard let peer = support.peer(member.custodian) else {
            throw LinkError(custodian: member.custodian, reason: "it is not among this custodian's peers")
        }
        let start = settings.steadyClock.now
        let release = try await withThrowingTaskGroup(of: ShareRelease.self) { group in
            group.addTask { try await peer.release(signed) }
            group.addTask { [settings] in
                try await settings.steadyClock.sleep(for: Self.releaseLimit)
                throw LinkError(custodian: member.custodian, reason: "it did not send its share in time")
            }
            defer { group.cancelAll() }
            guard let release = try await group.next() else {
                throw LinkError(custodian: member.custodian, reason: "it did not answer")
            }
            return release
        }
        peers.answered(member.custodian, after: (settings.steadyClock.now - start) / .seconds(1))
        return release
    }

    /// A share out of its envelope, under its sender's signature: whoever sent another is named by it.
    private func open(
        _ release: ShareRelease, of member: QuorumPermit.Member, hash: [UInt8]
    ) throws -> SecretScalar<FieldP256> {
        guard let record = replica.custodian(member.custodian) else {
            throw LinkError(custodian: member.custodian, reason: "it is no custodian of this fleet")
        }
        let statement = ShareRelease.statement(
            permit: hash, index: release.index, recipient: settings.custodian, sealed: release.sealed)
        guard release.index == member.index,
            IdentitySignature.isValid(release.signature, over: statement, by: record.identityKey)
        else {
            throw WrongShare("its release is of another share, or does not carry its signature")
        }
        do {
            return try SecretScalar(
                canonical: settings.sealing.open(
                    release.sealed, from: record.sealingKey,
                    binding: ShareRelease.info(permit: hash, index: member.index)))
        } catch let error as AwaitedFleetKey {
            throw LinkError(custodian: member.custodian, reason: "\(error)")
        } catch {
            throw WrongShare("its share does not open: \(error)")
        }
    }

    /// What is kept of a wrong share: whose it was, of what key, and what was wrong with it.
    func record(_ failure: GatheredShares.Failure, under permit: QuorumPermit) -> AuditRecord {
        AuditRecord(
            time: settings.clock(), source: "custodian.quorate", name: "RefuseShare",
            region: permit.region.isEmpty ? replica.key(permit.share.key)?.region ?? "" : permit.region,
            identity: .node("spiffe://\(settings.fleet)/custodian/\(failure.custodian)"), errorCode: "wrongShare",
            errorMessage: failure.reason,
            requestParameters: [
                "keyId": .string(permit.share.key.description), "version": .integer(Int64(permit.share.version.value)),
                "shard": .integer(Int64(permit.share.shard)), "epoch": .integer(Int64(permit.epoch.value)),
            ],
            requestID: permit.clientRequest, eventID: UniqueID.make(settings.random.bytes(16)), readOnly: true,
            eventType: "QuorateShareUse")
    }
}

/// Something wrong from a member, which its signature or its connection ties to it.
struct WrongShare: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
