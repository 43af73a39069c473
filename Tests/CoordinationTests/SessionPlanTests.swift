import Coordination
import CustodianContract
import SecretSharing
import TestSupport
import Testing

@Suite("Which members sign in which session")
struct SessionPlanTests {
    private func members(_ values: Int...) throws -> [ShareIndex] { try values.map { try ShareIndex($0) } }

    @Test("the first session has the first members, and a failed one is left out of the next")
    func failures() throws {
        var plan = SessionPlan(members: try members(4, 2, 5, 1, 3), quorum: 3)
        let started = plan.next()
        let first = try #require(started)
        #expect(first.members == (try members(4, 2, 5)) && first.number == 1)
        plan.note(.lie("wrong share"), of: try ShareIndex(2))
        plan.ended(1)
        let next = plan.next()
        let second = try #require(next)
        #expect(second.members == (try members(4, 5, 1)))
        #expect(plan.sessions == 2 && !plan.isExhausted)
    }

    @Test("a late session's members that have not answered come last in the next")
    func lateness() throws {
        var plan = SessionPlan(members: try members(1, 2, 3, 4, 5), quorum: 3)
        let started = plan.next()
        let first = try #require(started)
        first.finished(try ShareIndex(2))
        #expect(first.outstanding == (try members(1, 3)))
        let isLate = plan.isLate(1)
        #expect(isLate)
        let second = plan.next()
        #expect(second?.members == (try members(2, 4, 5)))
        plan.ended(1)
        let isStillLate = plan.isLate(1)
        #expect(!isStillLate)
    }

    @Test("a member whose nonces were void may sign in the next session")
    func voidNonces() throws {
        var plan = SessionPlan(members: try members(1, 2), quorum: 2)
        _ = plan.next()
        plan.note(.refused(Refusal(.unknownNonce, "restarted")), of: try ShareIndex(1))
        plan.ended(1)
        #expect(plan.isExhausted)
        let second = plan.next()
        #expect(second?.members.sorted() == (try members(1, 2)))
        plan.note(.refused(Refusal(.unavailable, "gone")), of: try ShareIndex(1))
        plan.ended(2)
        let third = plan.next()
        #expect(third == nil)
    }

    @Test("without a quorum there is no session", arguments: 0...2)
    func tooFew(count: Int) throws {
        var plan = SessionPlan(members: Array(try members(1, 2).prefix(count)), quorum: 3)
        let session = plan.next()
        #expect(session == nil && plan.isExhausted && plan.sessions == 0)
    }

    @Test("trap 17: the number of sessions is bounded")
    func bounded() throws {
        var plan = SessionPlan(members: try members(1, 2, 3), quorum: 2)
        var count = 0
        while plan.next() != nil, count < 100 { count += 1 }
        #expect(count == 12)
    }
}
