import CustodianContract
import Groups
import KeyMap
package import SecretSharing
import Synchronization

/// Which members sign in which session, as a value without I/O: those that failed are left out, those that are late come
/// last.
package struct SessionPlan: Sendable {
    private let members: [ShareIndex]
    private let quorum: Int
    package private(set) var sessions = 0
    private var running: [Int: SessionProgress] = [:]
    private var lateness: [ShareIndex: Int] = [:]
    private var failures: [ShareIndex: MemberFailure] = [:]
    var shortfall: CoordinationError?

    /// - Parameter members: in the order in which to ask them.
    package init(members: [ShareIndex], quorum: Int) {
        self.members = members
        self.quorum = quorum
    }

    /// The members of the next session; nil where there are too few, or enough sessions were tried.
    package mutating func next() -> SessionProgress? {
        guard sessions < QuorumClient.sessionLimit else { return nil }
        let able = members.filter { failures[$0] == nil }
        guard able.count >= quorum else { return nil }
        let order = able.enumerated().sorted {
            (lateness[$0.element] ?? 0, $0.offset) < (lateness[$1.element] ?? 0, $1.offset)
        }
        sessions += 1
        let session = SessionProgress(number: sessions, members: order.prefix(quorum).map(\.element))
        running[session.number] = session
        return session
    }

    package mutating func ended(_ session: Int) {
        running[session] = nil
    }

    /// Whether a session that should have ended by now is still running; those it waits for come last from here on.
    package mutating func isLate(_ session: Int) -> Bool {
        guard let session = running[session] else { return false }
        for member in session.outstanding { lateness[member, default: 0] += 1 }
        return true
    }

    /// A member whose nonces were void may sign in the next session.
    package mutating func note(_ failure: MemberFailure, of member: ShareIndex) {
        if failure.refusal == .unknownNonce {
            lateness[member, default: 0] += 1
        } else {
            failures[member] = failure
        }
    }

    /// Whether no session is running and none can begin.
    package var isExhausted: Bool { running.isEmpty }

    func timeout(_ committee: Committee<Edwards25519>, blamed: [CustodianID]) -> CoordinationError {
        let late = lateness.keys.sorted().map { committee.custodian($0).description }.joined(separator: ", ")
        return CoordinationError(
            .timeout, "Key \(committee.name.key) needs \(quorum) of \(members.count) custodians; late: \(late).",
            blamed: blamed, attempts: sessions)
    }

    func failure(_ committee: Committee<Edwards25519>, blamed: [CustodianID]) -> CoordinationError {
        if let shortfall { return shortfall }
        let reasons = failures.sorted { $0.key < $1.key }.map { "\(committee.custodian($0.key)) (\($0.value.reason))" }
        let isForbidden = failures.values.count { $0.refusal == .forbidden } >= quorum
        return CoordinationError(
            isForbidden ? .invalidState : .keyUnavailable,
            "Key \(committee.name.key) needs \(quorum) of \(members.count) custodians; out of reach or refusing: "
                + reasons.joined(separator: ", ") + ".",
            blamed: blamed, attempts: max(sessions, 1))
    }
}

/// A session as its plan sees it: who takes part, and who has done its part.
package final class SessionProgress: Sendable {
    package let number: Int
    package let members: [ShareIndex]
    private let done = Mutex<Set<ShareIndex>>([])

    init(number: Int, members: [ShareIndex]) {
        self.number = number
        self.members = members
    }

    package func finished(_ member: ShareIndex) {
        done.withLock { _ = $0.insert(member) }
    }

    /// A new phase begins: everyone has something to do again.
    package func nextPhase() {
        done.withLock { $0 = [] }
    }

    /// Those that the present phase waits for.
    package var outstanding: [ShareIndex] {
        done.withLock { done in members.filter { !done.contains($0) } }
    }
}
