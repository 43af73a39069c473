import CustodianContract
import Groups
import KeyMap
import SecretSharing

extension QuorumClient {
    private enum Event<Answer: Sendable>: Sendable {
        case answer(ShareIndex, Answer)
        case failure(ShareIndex, MemberFailure)
        case late
        case deadline
    }

    /// Asks members until a quorum has answered usefully: k at first, another for each that fails, all that are left when
    /// those asked take longer than they usually do.
    ///
    /// - Parameters:
    ///   - members: whom to ask, in this order where they are healthy; all by the roster's order if nil.
    ///   - answers: how many are needed; a quorum if nil.
    ///   - patience: how long to wait before others are asked too; as the members usually take if nil.
    ///   - ask: one member's answer, checked; a wrong one throws `MemberFailure.lie`.
    /// - Throws: ``CoordinationError`` that names the members.
    func gather<Group: PrimeOrderGroup, Answer: Sendable>(
        _ committee: Committee<Group>, among members: [ShareIndex]? = nil, answers: Int? = nil,
        patience: Duration? = nil, for request: UseRequest,
        ask: @escaping @Sendable (ShareIndex) async throws -> Answer
    ) async throws(CoordinationError) -> Gathering<ShareIndex, Answer> {
        let order = order(committee, preferring: members)
        let clock = clock
        let timeLeft = timeLeft(request)
        let quorum = answers ?? committee.threshold.quorum
        let patience = patience ?? roster.patience(order.map(committee.custodian), quorum: quorum)
        let gathering = await withTaskGroup(of: Event<Answer>.self) { group in
            var gathering = Gathering<ShareIndex, Answer>(quorum: quorum, members: order)
            var failures: [ShareIndex: MemberFailure] = [:]
            var isOverdue = false
            var patience = patience
            func send(to members: [ShareIndex]) {
                for member in members {
                    group.addTask { await Self.event(member, ask) }
                }
            }
            func wait(_ duration: Duration, then event: Event<Answer>) {
                group.addTask {
                    try? await clock.sleep(for: duration)
                    return event
                }
            }
            send(to: gathering.start())
            wait(patience, then: .late)
            wait(timeLeft, then: .deadline)
            while gathering.outcome == .waiting, !isOverdue, let event = await group.next() {
                switch event {
                case .answer(let member, let answer): gathering.answered(member, answer)
                case .failure(let member, let failure):
                    failures[member] = failure
                    send(to: gathering.failed(member, failure.reason))
                case .late:
                    send(to: gathering.late())
                    patience *= 2
                    wait(patience, then: .late)
                case .deadline: isOverdue = true
                }
            }
            group.cancelAll()
            return (gathering, failures, isOverdue)
        }
        for (member, failure) in gathering.1 { note(failure, of: committee.custodian(member), key: committee.name.key) }
        guard gathering.0.outcome == .complete else {
            throw shortfall(committee, gathering.0, failures: gathering.1, isOverdue: gathering.2)
        }
        return gathering.0
    }

    private static func event<Answer: Sendable>(
        _ member: ShareIndex, _ ask: @Sendable (ShareIndex) async throws -> Answer
    ) async -> Event<Answer> {
        do {
            return .answer(member, try await ask(member))
        } catch {
            return .failure(member, .wrapping(error))
        }
    }

    /// The members in the order in which to ask them.
    ///
    /// - Parameter members: the only ones to ask; the healthy of them in the order in which they come.
    func order<Group: PrimeOrderGroup>(
        _ committee: Committee<Group>, preferring members: [ShareIndex]? = nil
    ) -> [ShareIndex] {
        let byCustodian = Dictionary(uniqueKeysWithValues: committee.indices.map { (committee.custodian($0), $0) })
        let order = roster.ordered(Array(byCustodian.keys)).compactMap { byCustodian[$0] }
        guard let members else { return order }
        let healthy = members.filter { member in
            let custodian = committee.custodian(member)
            return roster.isConnected(custodian) && !roster.isBlamed(custodian)
        }
        return healthy + order.filter { members.contains($0) && !healthy.contains($0) }
    }

    /// One request to one member, timed.
    ///
    /// - Throws: `MemberFailure`, `LinkError` or `CancellationError`.
    func ask<Group: PrimeOrderGroup>(
        _ committee: Committee<Group>, _ member: ShareIndex, request: UseRequest, action: ShareUse.Action
    ) async throws -> ShareResult {
        let custodian = committee.custodian(member)
        guard let link = roster.link(custodian) else {
            throw LinkError(custodian: custodian, reason: "it is not among this gateway's custodians")
        }
        let use = ShareUse(
            share: committee.name, epoch: committee.epoch, suite: committee.suite, region: request.region,
            clientRequest: request.id, operation: request.operation, action: action)
        let start = ContinuousClock.now
        let result = try await link.use(use)
        if case .refused(let refusal) = result { throw MemberFailure.refused(refusal) }
        // How long an operation with a whole key takes says little of the custodian.
        if case .perform = action { return result }
        let elapsed = (ContinuousClock.now - start).components
        roster.answered(custodian, after: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
        return result
    }

    /// Tells roster and operator of a failure.
    func note(_ failure: MemberFailure, of custodian: CustodianID, key: KeyID) {
        if failure.isLie {
            roster.lied(custodian)
            report(.lie(custodian, key: key, reason: failure.reason))
        } else {
            roster.failed(custodian)
            report(.failure(custodian, key: key, reason: failure.reason))
        }
    }

    /// The error for a quorum that was not reached.
    func shortfall<Group: PrimeOrderGroup, Answer>(
        _ committee: Committee<Group>, _ gathering: Gathering<ShareIndex, Answer>,
        failures: [ShareIndex: MemberFailure],
        isOverdue: Bool
    ) -> CoordinationError {
        let blamed = committee.blamed(by: roster)
        let names = { (members: [ShareIndex]) in
            members.sorted().map { committee.custodian($0).description }.joined(separator: ", ")
        }
        // Fewer than a quorum may be lying about the key's state.
        if failures.values.count(where: { $0.refusal == .forbidden }) >= committee.threshold.quorum {
            return CoordinationError(
                .invalidState, "Key \(committee.name.key) may not be used in its present state.", blamed: blamed,
                attempts: gathering.attempts)
        }
        let need =
            "Key \(committee.name.key) needs \(committee.threshold.quorum) of \(committee.threshold.count) custodians"
        if isOverdue {
            return CoordinationError(
                .timeout, "\(need); these did not answer in time: \(names(gathering.outstanding)).", blamed: blamed,
                attempts: gathering.attempts)
        }
        let reasons = failures.sorted { $0.key < $1.key }.map { "\(committee.custodian($0.key)) (\($0.value.reason))" }
        return CoordinationError(
            .keyUnavailable, "\(need); out of reach or refusing: \(reasons.joined(separator: ", ")).", blamed: blamed,
            attempts: gathering.attempts)
    }
}
