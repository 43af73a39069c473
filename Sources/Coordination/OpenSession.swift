import CustodianContract
import Groups
import KeyMap
import SecretSharing
import ThresholdCrypto

/// A signing session from its first question to its signature: a commitment of each member, from the shelf or asked for,
/// then a share from each. Sends nothing; says what to ask next.
///
/// Used by the one task that signs.
final class OpenSession<Scheme: FROSTSuite> where Scheme.Group == Edwards25519 {
    /// What to ask a member, and how many commitments the shelf expects of the answer.
    struct Question {
        let member: ShareIndex
        let action: ShareUse.Action
        let owner: NonceShelf.Owner
        let expected: Int
    }

    /// Why it ended without a signature.
    enum Failure: Error {
        /// A member refused, lied or is out of reach.
        case member(ShareIndex, MemberFailure)
        case unreached(CoordinationError)
    }

    private let scheme: SignatureScheme
    private let message: [UInt8]
    private let committee: Committee<Edwards25519>
    private let shelf: NonceShelf
    private let progress: SessionProgress
    private var commitments: [ShareIndex: OfferedCommitment] = [:]
    /// Who was asked for nonces in this session, with the boot that each had disowned by then.
    private var asked: [ShareIndex: [UInt8]?] = [:]
    private var session: SigningSession<Scheme>?
    /// 64 bytes, verified; nil until it is there.
    private(set) var signature: [UInt8]?

    init(
        scheme: SignatureScheme, message: [UInt8], committee: Committee<Edwards25519>, shelf: NonceShelf,
        progress: SessionProgress
    ) {
        self.scheme = scheme
        self.message = message
        self.committee = committee
        self.shelf = shelf
        self.progress = progress
    }

    var members: [ShareIndex] { progress.members.sorted() }

    /// How many answers the present round waits for.
    var outstanding: Int { progress.outstanding.count }

    func start() throws(Failure) -> [Question] {
        for member in progress.members {
            guard let commitment = shelf.take(owner(member)) else { continue }
            commitments[member] = commitment
            progress.finished(member)
        }
        let missing = progress.outstanding
        guard !missing.isEmpty else { return try askForShares() }
        return missing.map { member in
            let expected = shelf.replenishment(owner(member))
            asked[member] = .some(shelf.disowned(owner(member)))
            return Question(
                member: member, action: .commitNonces(scheme, count: 1 + expected), owner: owner(member),
                expected: expected)
        }
    }

    /// Takes a member's answer.
    ///
    /// - Returns: what to ask next; nothing while others of the round are outstanding, or when the signature is there.
    func take(
        _ result: Result<ShareResult, MemberFailure>, of member: ShareIndex, gateway: String, replica: KeyMapReplica
    ) throws(Failure) -> [Question] {
        do throws(MemberFailure) {
            switch (try result.get(), session) {
            case (.nonces(let batch), nil):
                let offered = try checked(batch, of: member, gateway: gateway, replica: replica)
                // One is this session's, whoever else takes from the shelf.
                commitments[member] = offered.first
                shelf.add(offered.dropFirst(), for: owner(member))
            case (.signature(let answer), let session?):
                guard answer.epoch == committee.epoch else {
                    throw MemberFailure.lie(
                        "its share is of epoch \(answer.epoch), not \(committee.epoch)", .wrongEpoch)
                }
                if let fresh = answer.fresh {
                    shelf.add(try checked(fresh, of: member, gateway: gateway, replica: replica), for: owner(member))
                }
                guard let share = try? Scalar<Field25519>(canonical: answer.share) else {
                    throw MemberFailure.lie("its signature share is no scalar", .malformed)
                }
                session.add(share, of: member)
                shelf.disown(nil, of: owner(member))
            default:
                throw MemberFailure.lie("it answered with another kind of result than it was asked for", .malformed)
            }
        } catch {
            throw .member(member, judged(error, of: member))
        }
        progress.finished(member)
        guard progress.outstanding.isEmpty else { return [] }
        guard session == nil else {
            try finish()
            return []
        }
        return try askForShares()
    }

    /// A member that does not know its nonces was started again. It was not where it had offered them a moment ago, in this
    /// session, and had done the same before in the same run.
    private func judged(_ failure: MemberFailure, of member: ShareIndex) -> MemberFailure {
        guard failure.refusal == .unknownNonce, let boot = commitments[member]?.boot else { return failure }
        shelf.forget(boot, of: owner(member))
        guard let disowned = asked[member] else { return failure }
        if disowned == boot {
            return .lie(
                "it does not know the nonces that it has just offered, and not for the first time", .replayedNonces)
        }
        shelf.disown(boot, of: owner(member))
        return failure
    }

    private func askForShares() throws(Failure) -> [Question] {
        do {
            session = try SigningSession<Scheme>(
                committee: committee, message: message,
                commitments: progress.members.compactMap { member in
                    commitments[member].map { (member, $0.commitment) }
                })
        } catch {
            throw .unreached(CoordinationError(.failed, "a signing session failed: \(error)"))
        }
        progress.nextPhase()
        let list = progress.members.compactMap { commitments[$0]?.encoded }
        return progress.members.map { member in
            let expected = shelf.replenishment(owner(member))
            return Question(
                member: member,
                action: .sign(scheme, message: message, commitments: list, replenish: expected), owner: owner(member),
                expected: expected)
        }
    }

    private func finish() throws(Failure) {
        do throws(FROSTError) {
            signature = try session?.finish()
        } catch {
            guard let culprit = error.culprit else { throw .unreached(CoordinationError(.failed, "\(error)")) }
            throw .member(culprit, .lie(error.message))
        }
        if signature?.isEmpty != false {
            signature = nil
            throw .unreached(CoordinationError(.failed, "a signature of right shares does not verify"))
        }
    }

    /// Offered commitments, decoded, where they are this member's own.
    private func checked(
        _ batch: NonceBatch, of member: ShareIndex, gateway: String, replica: KeyMapReplica
    ) throws(MemberFailure) -> [OfferedCommitment] {
        guard (1...NonceShelf.batches.upperBound).contains(batch.commitments.count) else {
            throw .lie("it offered \(batch.commitments.count) nonces", .oversize)
        }
        let custodian = committee.custodian(member)
        guard let identity = replica.custodian(custodian)?.identityKey,
            batch.epoch == committee.epoch, batch.scheme == scheme,
            batch.commitments.allSatisfy({ $0.index == member.value }),
            batch.isSigned(share: committee.name, gateway: gateway, by: identity)
        else {
            throw MemberFailure.lie("its nonce commitments are not signed for this key, epoch and gateway", .badNonces)
        }
        let commitments: [NonceCommitment<Edwards25519>]
        do {
            commitments = try NonceCommitment.decode(
                batch.commitments.map { .init(hiding: $0.hiding, binding: $0.binding) })
        } catch {
            throw MemberFailure.lie("it offered a nonce commitment that is no pair of elements", .badNonces)
        }
        guard shelf.areNew(batch.commitments, of: custodian) else {
            throw MemberFailure.lie("it offered nonce commitments that it has offered before", .replayedNonces)
        }
        return zip(batch.commitments, commitments).map {
            OfferedCommitment(boot: batch.boot, encoded: $0, commitment: $1)
        }
    }

    private func owner(_ member: ShareIndex) -> NonceShelf.Owner {
        NonceShelf.Owner(
            share: committee.name, epoch: committee.epoch, scheme: scheme, custodian: committee.custodian(member))
    }
}
