import CustodianContract
import KeyMap
import SecretSharing

/// What came of asking one after the other.
struct Gathered<Member: Hashable & Sendable, Answer: Sendable>: Sendable {
    var gathering: Gathering<Member, Answer>
    var failures: [Member: MemberFailure] = [:]
    var isOverdue = false
}

extension QuorumClient {
    private enum Event<Member: Sendable, Answer: Sendable>: Sendable {
        case answer(Member, Answer)
        case failure(Member, MemberFailure)
        case late
        case deadline
    }

    /// Asks members until a quorum has answered usefully: k at first, another for each that fails, all that are left when
    /// those asked take longer than they usually do.
    ///
    /// - Parameters:
    ///   - answers: how many are needed; a quorum if nil.
    ///   - patience: how long to wait before others are asked too; as the members usually take if nil.
    ///   - ask: one member's answer, checked; a wrong one throws `MemberFailure.lie`.
    /// - Throws: ``CoordinationError`` that names the members.
    func gather<Answer: Sendable>(
        _ committee: some QuorumCommittee, answers: Int? = nil, patience: Duration? = nil, for request: UseRequest,
        ask: @escaping @Sendable (ShareIndex) async throws -> Answer
    ) async throws(CoordinationError) -> Gathering<ShareIndex, Answer> {
        let order = order(committee)
        let quorum = answers ?? committee.threshold.quorum
        let gathered = await gather(
            order, answers: quorum,
            patience: patience ?? roster.patience(order.map(committee.custodian), quorum: quorum), for: request,
            ask: ask)
        return try checked(gathered, committee, custodian: committee.custodian)
    }

    /// Asks so many at first, another for each that fails, and others besides when those asked take longer than `patience`.
    ///
    /// - Parameters:
    ///   - members: whom to ask, in this order.
    ///   - onLate: told of those that are waited for when others are asked besides.
    func gather<Member: Hashable & Sendable, Answer: Sendable>(
        _ members: [Member], answers: Int, patience: Duration, for request: UseRequest,
        onLate: @escaping @Sendable ([Member]) -> Void = { _ in },
        ask: @escaping @Sendable (Member) async throws -> Answer
    ) async -> Gathered<Member, Answer> {
        let clock = clock
        let timeLeft = timeLeft(request)
        return await withTaskGroup(of: Event<Member, Answer>.self) { group in
            var gathered = Gathered(gathering: Gathering<Member, Answer>(quorum: answers, members: members))
            var patience = patience
            func send(to members: [Member]) {
                for member in members {
                    group.addTask { await Self.event(member, ask) }
                }
            }
            func wait(_ duration: Duration, then event: Event<Member, Answer>) {
                group.addTask {
                    try? await clock.sleep(for: duration)
                    return event
                }
            }
            send(to: gathered.gathering.start())
            wait(patience, then: .late)
            wait(timeLeft, then: .deadline)
            while gathered.gathering.outcome == .waiting, !gathered.isOverdue, let event = await group.next() {
                switch event {
                case .answer(let member, let answer): gathered.gathering.answered(member, answer)
                case .failure(let member, let failure):
                    gathered.failures[member] = failure
                    send(to: gathered.gathering.failed(member, failure.reason))
                case .late:
                    onLate(gathered.gathering.outstanding)
                    send(to: gathered.gathering.late())
                    patience *= 2
                    wait(patience, then: .late)
                case .deadline: gathered.isOverdue = true
                }
            }
            group.cancelAll()
            return gathered
        }
    }

    /// The answers, where there are enough; roster and operator hear of the failures either way.
    ///
    /// - Throws: ``CoordinationError`` that names who did not answer.
    func checked<Member: Hashable & Sendable, Answer: Sendable>(
        _ gathered: Gathered<Member, Answer>, _ committee: some QuorumCommittee, custodian: (Member) -> CustodianID
    ) throws(CoordinationError) -> Gathering<Member, Answer> {
        for (member, failure) in gathered.failures {
            note(failure, of: custodian(member), key: committee.name.key)
        }
        guard gathered.gathering.outcome == .complete else {
            throw shortfall(committee, gathered, custodian: custodian)
        }
        return gathered.gathering
    }

    private static func event<Member: Sendable, Answer: Sendable>(
        _ member: Member, _ ask: @Sendable (Member) async throws -> Answer
    ) async -> Event<Member, Answer> {
        do {
            return .answer(member, try await ask(member))
        } catch {
            return .failure(member, .wrapping(error))
        }
    }

    /// The members in the order in which to ask them.
    func order(_ committee: some QuorumCommittee) -> [ShareIndex] {
        let byCustodian = Dictionary(uniqueKeysWithValues: committee.indices.map { (committee.custodian($0), $0) })
        return roster.ordered(Array(byCustodian.keys)).compactMap { byCustodian[$0] }
    }

    /// One request to one member, timed.
    ///
    /// - Throws: `MemberFailure`, `LinkError` or `CancellationError`.
    func ask(
        _ committee: some QuorumCommittee, _ member: ShareIndex, request: UseRequest, action: ShareUse.Action
    ) async throws -> ShareResult {
        try await ask(committee, committee.custodian(member), request: request, action: action)
    }

    /// The same of any custodian, member or not.
    ///
    /// - Throws: `MemberFailure`, `LinkError` or `CancellationError`.
    func ask(
        _ committee: some QuorumCommittee, _ custodian: CustodianID, request: UseRequest, action: ShareUse.Action
    ) async throws -> ShareResult {
        guard let link = roster.link(custodian) else {
            throw LinkError(custodian: custodian, reason: "it is not among this gateway's custodians")
        }
        let use = use(committee, request, action)
        let start = clock.now
        let result = try await link.use(use)
        if case .refused(let refusal) = result { throw MemberFailure.refused(refusal) }
        // How long an operation with a whole key takes says little of the custodian.
        if case .perform = action { return result }
        roster.answered(custodian, after: (clock.now - start) / .seconds(1))
        return result
    }

    func use(
        _ committee: some QuorumCommittee, _ request: UseRequest, _ action: ShareUse.Action
    ) -> ShareUse {
        ShareUse(
            share: committee.name, epoch: committee.epoch, suite: committee.suite, region: request.region,
            clientRequest: request.id, operation: request.operation, action: action)
    }

    /// Tells roster and operator of a failure.
    func note(_ failure: MemberFailure, of custodian: CustodianID, key: KeyID) {
        if let lie = failure.lie {
            roster.lied(custodian)
            report(.lie(custodian, lie, key: key, reason: failure.reason))
        } else {
            roster.failed(custodian)
            report(.failure(custodian, key: key, reason: failure.reason))
        }
    }

    /// The error for a quorum that was not reached.
    private func shortfall<Member, Answer>(
        _ committee: some QuorumCommittee, _ gathered: Gathered<Member, Answer>, custodian: (Member) -> CustodianID
    ) -> CoordinationError {
        let blamed = committee.blamed(by: roster)
        let attempts = gathered.gathering.attempts
        // Fewer than a quorum may be lying about the key's state.
        if gathered.failures.values.count(where: { $0.refusal == .forbidden }) >= committee.threshold.quorum {
            return CoordinationError(
                .invalidState, "Key \(committee.name.key) may not be used in its present state.", blamed: blamed,
                attempts: attempts)
        }
        let needed = max(committee.threshold.quorum, gathered.gathering.least)
        let need = "Key \(committee.name.key) needs \(needed) of \(committee.threshold.count) custodians"
        if gathered.isOverdue {
            let names = gathered.gathering.outstanding.map { custodian($0).description }.sorted()
            return CoordinationError(
                .timeout, "\(need); these did not answer in time: \(names.joined(separator: ", ")).", blamed: blamed,
                attempts: attempts)
        }
        let reasons = gathered.failures.map { "\(custodian($0.key)) (\($0.value.reason))" }.sorted()
        return CoordinationError(
            .keyUnavailable, "\(need); out of reach or refusing: \(reasons.joined(separator: ", ")).", blamed: blamed,
            attempts: attempts)
    }
}
