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
    typealias Question = (member: ShareIndex, action: ShareUse.Action)

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
        return missing.map { ($0, .commitNonces(scheme, count: 1 + shelf.replenishment(owner($0)))) }
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
                try stock(batch, of: member, gateway: gateway, replica: replica)
                commitments[member] = shelf.take(owner(member))
                guard commitments[member] != nil else { throw MemberFailure.lie("it offered no nonces") }
            case (.signature(let answer), let session?):
                guard answer.epoch == committee.epoch else {
                    throw MemberFailure.lie("its share is of epoch \(answer.epoch), not \(committee.epoch)")
                }
                if let fresh = answer.fresh { try stock(fresh, of: member, gateway: gateway, replica: replica) }
                guard let share = try? Scalar<Field25519>(canonical: answer.share) else {
                    throw MemberFailure.lie("its signature share is no scalar")
                }
                session.add(share, of: member)
            default: throw MemberFailure.lie("it answered with another kind of result than it was asked for")
            }
        } catch {
            shelf.expectNothing(owner(member))
            // The custodian was started again.
            if error.refusal == .unknownNonce { shelf.clear(owner(member)) }
            throw .member(member, error)
        }
        progress.finished(member)
        guard progress.outstanding.isEmpty else { return [] }
        guard session == nil else {
            try finish()
            return []
        }
        return try askForShares()
    }

    private func askForShares() throws(Failure) -> [Question] {
        do {
            session = try SigningSession<Scheme>(
                committee: committee, scheme: scheme, message: message,
                commitments: progress.members.compactMap { member in
                    commitments[member].map { (member, $0.commitment) }
                })
        } catch {
            throw .unreached(CoordinationError(.failed, "a signing session failed: \(error)"))
        }
        progress.nextPhase()
        let list = progress.members.compactMap { commitments[$0]?.encoded }
        return progress.members.map { member in
            let replenish = shelf.replenishment(owner(member))
            return (member, .sign(scheme, message: message, commitments: list, replenish: replenish))
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

    /// Puts offered commitments on the shelf, where they are this member's own.
    private func stock(
        _ batch: NonceBatch, of member: ShareIndex, gateway: String, replica: KeyMapReplica
    ) throws(MemberFailure) {
        let custodian = committee.custodian(member)
        guard let identity = replica.custodian(custodian)?.identityKey,
            batch.epoch == committee.epoch, batch.scheme == scheme,
            batch.commitments.allSatisfy({ $0.index == member.value }),
            batch.isSigned(share: committee.name, gateway: gateway, by: identity)
        else {
            throw MemberFailure.lie("its nonce commitments are not signed for this key, epoch and gateway")
        }
        let offered = try batch.commitments.map { encoded throws(MemberFailure) in
            do {
                return OfferedCommitment(
                    encoded: encoded,
                    commitment: try NonceCommitment(hiding: encoded.hiding, binding: encoded.binding))
            } catch {
                throw MemberFailure.lie("it offered a nonce commitment that is no pair of elements")
            }
        }
        shelf.add(offered, boot: batch.boot, for: owner(member))
    }

    private func owner(_ member: ShareIndex) -> NonceShelf.Owner {
        NonceShelf.Owner(
            share: committee.name, epoch: committee.epoch, scheme: scheme, custodian: committee.custodian(member))
    }
}
