import CustodianContract
import SecretSharing

extension QuorumClient {
    private enum Letter: Sendable {
        case answer(ShareIndex, Result<ShareResult, MemberFailure>)
        case late
        case overdue
    }

    /// Asks members for partial results until a quorum of them is right: k at first, another for each that fails, all that
    /// are left when those asked take longer than they usually do.
    ///
    /// - Parameters:
    ///   - check: says of each answer of a quorum what it is worth. It is given all of them at once, so that it may verify
    ///     them together.
    /// - Throws: ``CoordinationError`` that names the members.
    func collect<Answer: Sendable>(
        _ committee: some QuorumCommittee, _ action: ShareUse.Action, for request: UseRequest,
        check: ([ShareIndex: ShareResult]) async -> [ShareIndex: Result<Answer, MemberFailure>]
    ) async throws(CoordinationError) -> Gathering<ShareIndex, Answer> {
        let gathered = await collect(
            Gathering(quorum: committee.threshold.quorum, members: order(committee)), of: committee, action,
            for: request,
            check: check)
        return try checked(gathered, committee, custodian: committee.custodian)
    }

    /// The same of given members, in their order.
    ///
    /// - Parameter gathering: not begun.
    func collect<Answer: Sendable>(
        _ gathering: Gathering<ShareIndex, Answer>, of committee: some QuorumCommittee, _ action: ShareUse.Action,
        for request: UseRequest,
        check: ([ShareIndex: ShareResult]) async -> [ShareIndex: Result<Answer, MemberFailure>]
    ) async -> Gathered<ShareIndex, Answer> {
        let inbox = Inbox<Letter>()
        var gathered = Gathered(gathering: gathering)
        var unchecked: [ShareIndex: ShareResult] = [:]
        func send(to members: [ShareIndex]) {
            for member in members {
                self.send(action, to: committee, member, for: request) {
                    inbox.put(.answer(member, $0), isUrgent: $0.isFailure)
                }
            }
        }
        func fail(_ member: ShareIndex, _ failure: MemberFailure) {
            gathered.failures[member] = failure
            send(to: gathered.gathering.failed(member, failure.reason))
        }
        var patience = roster.patience(
            gathering.members.map(committee.custodian), quorum: gathering.quorum, least: gathering.least)
        var late = alarms.set(after: patience) { inbox.put(.late, isUrgent: true) }
        let overdue = alarms.set(after: timeLeft(request)) { inbox.put(.overdue, isUrgent: true) }
        send(to: gathered.gathering.start())
        while gathered.gathering.outcome == .waiting, !gathered.isOverdue {
            for letter in await inbox.take(gathered.gathering.awaited(unchecked: unchecked.count)) {
                switch letter {
                case .answer(let member, .success(let result)): unchecked[member] = result
                case .answer(let member, .failure(let failure)): fail(member, failure)
                case .late:
                    send(to: gathered.gathering.late(unchecked: unchecked.count))
                    patience *= 2
                    late = alarms.set(after: patience) { inbox.put(.late, isUrgent: true) }
                case .overdue: gathered.isOverdue = true
                }
            }
            guard gathered.gathering.missing(unchecked: unchecked.count) == 0 else { continue }
            for (member, answer) in await check(unchecked) {
                switch answer {
                case .success(let answer): gathered.gathering.answered(member, answer)
                case .failure(let failure): fail(member, failure)
                }
            }
            unchecked = [:]
        }
        alarms.cancel(late)
        alarms.cancel(overdue)
        return gathered
    }

    /// One request to one member, which returns at once.
    ///
    /// - Parameter answer: called once, with what came of it; a refusal is a failure.
    func send(
        _ action: ShareUse.Action, to committee: some QuorumCommittee, _ member: ShareIndex, for request: UseRequest,
        answer: @escaping @Sendable (Result<ShareResult, MemberFailure>) -> Void
    ) {
        let custodian = committee.custodian(member)
        guard let link = roster.link(custodian) else {
            let lost = LinkError(custodian: custodian, reason: "it is not among this gateway's custodians")
            return answer(.failure(.wrapping(lost)))
        }
        let use = use(committee, request, action)
        let start = clock.now
        link.send(use) { [roster, clock] result in
            switch result {
            case .success(.refused(let refusal)): answer(.failure(.refused(refusal)))
            case .success(let result):
                roster.answered(custodian, after: (clock.now - start) / .seconds(1))
                answer(.success(result))
            case .failure(let error): answer(.failure(.wrapping(error)))
            }
        }
    }
}

extension Result<ShareResult, MemberFailure> {
    /// Whether others have to be asked.
    var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
