import Coordination
import TestSupport
import Testing

@Suite("Whom to ask for a quorum")
struct GatheringTests {
    private typealias Asked = Gathering<Int, String>

    @Test("a quorum is asked at first, in the given order, and its answers are enough")
    func enough() {
        var gathering = Asked(quorum: 3, members: [5, 2, 4, 1, 3])
        let asked = gathering.start()
        #expect(asked == [5, 2, 4])
        #expect(gathering.outcome == .waiting)
        gathering.answered(2, "b")
        gathering.answered(5, "e")
        #expect(gathering.outcome == .waiting && gathering.outstanding == [4])
        gathering.answered(4, "d")
        #expect(gathering.outcome == .complete)
        #expect(gathering.answers == [2: "b", 4: "d", 5: "e"] && gathering.attempts == 1)
    }

    @Test("each member that fails is replaced by the next, until too few are left")
    func failures() {
        var gathering = Asked(quorum: 3, members: [1, 2, 3, 4, 5])
        _ = gathering.start()
        let asked = gathering.failed(2, "dead")
        #expect(asked == [4])
        let next = gathering.failed(4, "dead")
        #expect(next == [5])
        #expect(gathering.outcome == .waiting && gathering.attempts == 3)
        gathering.answered(1, "a")
        let more = gathering.failed(3, "dead")
        #expect(more.isEmpty)
        #expect(gathering.outcome == .impossible)
        #expect(gathering.failures.keys.sorted() == [2, 3, 4] && gathering.attempts == 3)
    }

    @Test("where fewer will do, they do only once the others have failed or are late and nobody is left to ask")
    func fewer() {
        var gathering = Asked(quorum: 3, least: 2, members: [1, 2, 3, 4])
        _ = gathering.start()
        gathering.answered(1, "a")
        gathering.answered(2, "b")
        #expect(gathering.outcome == .waiting)
        let spare = gathering.late()
        #expect(spare == [4] && gathering.outcome == .waiting)
        let none = gathering.late()
        #expect(none.isEmpty && gathering.outcome == .complete)
    }

    @Test("fewer than will do are not enough, late or not")
    func fewerThanLeast() {
        var gathering = Asked(quorum: 3, least: 2, members: [1, 2, 3])
        _ = gathering.start()
        gathering.answered(1, "a")
        _ = gathering.late()
        #expect(gathering.outcome == .waiting)
        _ = gathering.failed(2, "dead")
        #expect(gathering.outcome == .waiting)
        _ = gathering.failed(3, "dead")
        #expect(gathering.outcome == .impossible)
    }

    @Test("trap 8: not all members are waited for: those that are late are joined by others, once")
    func late() {
        var gathering = Asked(quorum: 3, members: [1, 2, 3, 4, 5])
        _ = gathering.start()
        gathering.answered(1, "a")
        let asked = gathering.late()
        #expect(asked == [4, 5])
        let more = gathering.late()
        #expect(more.isEmpty)
        #expect(gathering.attempts == 2 && gathering.outstanding.sorted() == [2, 3, 4, 5])
        gathering.answered(4, "d")
        gathering.answered(5, "e")
        #expect(gathering.outcome == .complete)
    }

    @Test("an answer that is taken back counts no more")
    func takenBack() {
        var gathering = Asked(quorum: 2, members: [1, 2, 3])
        _ = gathering.start()
        gathering.answered(1, "a")
        gathering.answered(2, "b")
        let asked = gathering.failed(2, "lied")
        #expect(asked == [3])
        #expect(gathering.outcome == .waiting && gathering.answers == [1: "a"])
    }

    @Test("fewer members than a quorum are impossible from the start", arguments: 0...2)
    func tooFew(count: Int) {
        var gathering = Asked(quorum: 3, members: Array(0..<count))
        _ = gathering.start()
        #expect(gathering.outcome == .impossible)
    }

    @Test(
        "whatever happens in whatever order, it ends: complete with a quorum of answers, or impossible without",
        arguments: Seed.first(64))
    func ends(seed: Seed) {
        let random = seed.random
        let count = random.number(in: 1..<8)
        let quorum = random.number(in: 1..<count + 1)
        var gathering = Asked(quorum: quorum, members: Array(0..<count))
        var open = gathering.start()
        var steps = 0
        while gathering.outcome == .waiting, steps < 100 {
            steps += 1
            if random.number(in: 0..<5) == 0 { open += gathering.late() }
            guard !open.isEmpty else { break }
            let member = open.remove(at: random.number(in: 0..<open.count))
            if random.number(in: 0..<2) == 0 {
                gathering.answered(member, "x")
            } else {
                open += gathering.failed(member, "y")
            }
            #expect(Set(open).count == open.count)
        }
        switch gathering.outcome {
        case .waiting: Issue.record("nobody is left to wait for, and it waits")
        case .complete: #expect(gathering.answers.count >= quorum)
        case .impossible: #expect(count - gathering.failures.count < quorum)
        }
    }
}
