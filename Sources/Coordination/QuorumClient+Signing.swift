package import CustodianContract
import Groups
package import KeyMap
import SecretSharing
import ThresholdCrypto

extension QuorumClient: KeyUse {
    /// The most sessions of one signature.
    static let sessionLimit = 12
    /// Commitments asked for when there are none.
    static let batch = 8

    package func sign(
        _ message: [UInt8], scheme: SignatureScheme, under key: KeyRecord, request: UseRequest
    ) async throws(CoordinationError) -> Signed {
        let request = request.using(key)
        let committee: Committee<Edwards25519>
        do {
            committee = try signingCommittees.committee(
                key: key, version: key.current, shard: key.current.shards[0])
        } catch {
            throw CoordinationError(.failed, "the key map's record of key \(key.id) is damaged: \(error.message)")
        }
        return switch scheme {
        case .ed25519: try await sign(FROSTEd25519.self, scheme, message, committee, request)
        case .ed25519ph: try await sign(FROSTEd25519ph.self, scheme, message, committee, request)
        }
    }

    private enum SessionEvent: Sendable {
        case signed([UInt8], [ShareIndex])
        case failed(ShareIndex, MemberFailure, session: Int)
        case unreached(CoordinationError, session: Int)
        case late(session: Int)
        case deadline
    }

    /// Runs sessions until one gives a signature: the next when one fails, or takes longer than usual.
    private func sign<Scheme: FROSTSuite>(
        _ suite: Scheme.Type, _ scheme: SignatureScheme, _ message: [UInt8], _ committee: Committee<Edwards25519>,
        _ request: UseRequest
    ) async throws(CoordinationError) -> Signed where Scheme.Group == Edwards25519 {
        let (clock, deadline) = (clock, timeLeft(request))
        let outcome: Result<Signed, CoordinationError> = await withTaskGroup(of: SessionEvent.self) { group in
            var plan = SessionPlan(members: order(committee), quorum: committee.threshold.quorum)
            func begin() {
                guard let progress = plan.next() else { return }
                group.addTask { [self] in
                    await run(suite, scheme, message, committee, progress, request)
                }
                let patience = sessionPatience(committee, number: progress.number)
                group.addTask {
                    try? await clock.sleep(for: patience)
                    return .late(session: progress.number)
                }
            }
            group.addTask {
                try? await clock.sleep(for: deadline)
                return .deadline
            }
            begin()
            while let event = await group.next() {
                switch event {
                case .signed(let signature, let members):
                    group.cancelAll()
                    let use = QuorumUse(
                        attempts: plan.sessions, custodians: members.map(committee.custodian),
                        blamed: committee.blamed(by: roster), version: committee.name.version, epoch: committee.epoch)
                    return .success(Signed(signature: signature, use: use))
                case .failed(let member, let failure, let session):
                    plan.ended(session)
                    note(failure, of: committee.custodian(member), key: committee.name.key)
                    plan.note(failure, of: member)
                    begin()
                case .unreached(let error, let session):
                    plan.ended(session)
                    plan.shortfall = error
                    begin()
                case .late(let session):
                    if plan.isLate(session) { begin() }
                case .deadline:
                    group.cancelAll()
                    return .failure(plan.timeout(committee, blamed: committee.blamed(by: roster)))
                }
                if plan.isExhausted {
                    group.cancelAll()
                    return .failure(plan.failure(committee, blamed: committee.blamed(by: roster)))
                }
            }
            return .failure(plan.failure(committee, blamed: committee.blamed(by: roster)))
        }
        return try outcome.get()
    }

    /// How long a session may take before another is begun beside it. Two rounds and the work between them fit into it, and
    /// it grows, because every further session adds to the load that may be the reason.
    private func sessionPatience(_ committee: Committee<Edwards25519>, number: Int) -> Duration {
        let round = roster.patience(committee.indices.map(committee.custodian), quorum: committee.threshold.quorum)
        return max(.milliseconds(100), round * 3) * (1 << (number - 1))
    }

    /// One session: a commitment of each member, then a share from each. Ends with the first member that fails.
    private func run<Scheme: FROSTSuite>(
        _ suite: Scheme.Type, _ scheme: SignatureScheme, _ message: [UInt8], _ committee: Committee<Edwards25519>,
        _ progress: SessionProgress, _ request: UseRequest
    ) async -> SessionEvent where Scheme.Group == Edwards25519 {
        do {
            let commitments = try await each(progress.members) { [self] member in
                let commitment = try await commitment(scheme, committee, member, request)
                progress.finished(member)
                return commitment
            }
            progress.nextPhase()
            let session = try SigningSession<Scheme>(
                committee: committee, scheme: scheme, message: message, commitments: commitments)
            _ = try await each(session.members) { [self] member in
                let share = try await share(scheme, message, commitments, committee, member, request)
                session.add(share, of: member)
                progress.finished(member)
            }
            let signature = try session.finish()
            guard !signature.isEmpty else {
                throw CoordinationError(.failed, "a signature of right shares does not verify")
            }
            return .signed(signature, session.members)
        } catch let failed as FailedMember {
            return .failed(failed.member, failed.failure, session: progress.number)
        } catch let error as FROSTError {
            guard let culprit = error.culprit else {
                return .unreached(CoordinationError(.failed, "\(error)"), session: progress.number)
            }
            return .failed(culprit, .lie(error.message), session: progress.number)
        } catch {
            let error = error as? CoordinationError ?? CoordinationError(.failed, "a signing session failed: \(error)")
            return .unreached(error, session: progress.number)
        }
    }

    /// Does the same with every member at once; the first failure ends it.
    ///
    /// - Throws: ``FailedMember``.
    private func each<Value: Sendable>(
        _ members: [ShareIndex], _ body: @escaping @Sendable (ShareIndex) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            for member in members {
                group.addTask {
                    do {
                        return try await body(member)
                    } catch {
                        throw FailedMember(member: member, failure: .wrapping(error))
                    }
                }
            }
            var values: [Value] = []
            for try await value in group { values.append(value) }
            return values
        }
    }

    /// A commitment of one member: from the shelf, or asked for.
    private func commitment(
        _ scheme: SignatureScheme, _ committee: Committee<Edwards25519>, _ member: ShareIndex, _ request: UseRequest
    ) async throws -> SignerCommitment {
        let owner = owner(scheme, committee, member)
        if let commitment = shelf.take(owner) { return commitment }
        let action = ShareUse.Action.commitNonces(scheme, count: Self.batch)
        guard case .nonces(let batch) = try await ask(committee, member, request: request, action: action) else {
            throw MemberFailure.lie("it answered with another kind of result than commitments")
        }
        try stock(batch, scheme, committee, member)
        guard let commitment = shelf.take(owner) else {
            throw LinkError(custodian: owner.custodian, reason: "it offered no nonces")
        }
        return commitment
    }

    /// One member's signature share.
    private func share(
        _ scheme: SignatureScheme, _ message: [UInt8], _ commitments: [SignerCommitment],
        _ committee: Committee<Edwards25519>, _ member: ShareIndex, _ request: UseRequest
    ) async throws -> Scalar<Field25519> {
        let owner = owner(scheme, committee, member)
        let replenish = shelf.count(owner) < Self.batch ? 2 : 1
        let action = ShareUse.Action.sign(scheme, message: message, commitments: commitments, replenish: replenish)
        do {
            guard case .signature(let answer) = try await ask(committee, member, request: request, action: action)
            else {
                throw MemberFailure.lie("it answered with another kind of result than a signature share")
            }
            guard answer.epoch == committee.epoch else {
                throw MemberFailure.lie("its share is of epoch \(answer.epoch), not \(committee.epoch)")
            }
            if let fresh = answer.fresh { try stock(fresh, scheme, committee, member) }
            do {
                return try Scalar(canonical: answer.share)
            } catch {
                throw MemberFailure.lie("its signature share is no scalar")
            }
        } catch let failure as MemberFailure where failure.refusal == .unknownNonce {
            // The custodian was started again: what is on the shelf is void.
            shelf.clear(owner)
            throw failure
        }
    }

    /// Puts offered commitments on the shelf, where they are this member's own.
    private func stock(
        _ batch: NonceBatch, _ scheme: SignatureScheme, _ committee: Committee<Edwards25519>, _ member: ShareIndex
    ) throws {
        let custodian = committee.custodian(member)
        guard let identity = replica.custodian(custodian)?.identityKey,
            batch.epoch == committee.epoch, batch.scheme == scheme,
            batch.commitments.allSatisfy({ $0.index == member.value }),
            batch.isSigned(share: committee.name, gateway: gateway, by: identity)
        else {
            throw MemberFailure.lie("its nonce commitments are not signed for this key, epoch and gateway")
        }
        for commitment in batch.commitments {
            do {
                _ = try NonceCommitment<Edwards25519>(hiding: commitment.hiding, binding: commitment.binding)
            } catch {
                throw MemberFailure.lie("it offered a nonce commitment that is no pair of elements")
            }
        }
        shelf.add(batch, for: owner(scheme, committee, member))
    }

    private func owner(
        _ scheme: SignatureScheme, _ committee: Committee<Edwards25519>, _ member: ShareIndex
    ) -> NonceShelf.Owner {
        NonceShelf.Owner(
            share: committee.name, epoch: committee.epoch, scheme: scheme, custodian: committee.custodian(member))
    }
}

/// The member that ended a session, and why.
private struct FailedMember: Error {
    let member: ShareIndex
    let failure: MemberFailure
}
