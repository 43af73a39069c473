/// Which members to ask for one quorum, as a value without I/O: asks k, and another for each one that fails or is late.
package struct Gathering<Member: Hashable & Sendable, Answer: Sendable>: Sendable {
    package let quorum: Int
    /// How many answers will do where no more come in time.
    package let least: Int
    /// Everyone who may be asked, in the order in which to ask.
    package let members: [Member]
    /// Whether those who are asked are late, and nobody else is left to ask.
    private var isOverdue = false
    private var waiting: [Member]
    package private(set) var asked: Set<Member> = []
    package private(set) var answers: [Member: Answer] = [:]
    package private(set) var failures: [Member: String] = [:]
    /// How often others were asked than at first.
    package private(set) var attempts = 1

    /// - Parameters:
    ///   - least: `quorum` if nil.
    ///   - members: in the order in which to ask them.
    package init(quorum: Int, least: Int? = nil, members: [Member]) {
        self.quorum = quorum
        self.least = least ?? quorum
        self.members = members
        waiting = members
    }

    /// How many more answers it takes to go on.
    ///
    /// - Parameter unchecked: answers that have come and are not counted yet.
    package func missing(unchecked: Int = 0) -> Int {
        let areAllIn = waiting.isEmpty && asked.count == answers.count + failures.count + unchecked
        return max(0, (areAllIn || isOverdue ? least : quorum) - answers.count - unchecked)
    }

    /// For how many answers to wait before anything else is done.
    package func awaited(unchecked: Int) -> Int {
        let outstanding = asked.count - answers.count - failures.count - unchecked
        return min(missing(unchecked: unchecked), outstanding)
    }

    package enum Outcome: Equatable, Sendable {
        case waiting
        case complete
        /// Not enough members are left.
        case impossible
    }

    package var outcome: Outcome {
        let outstanding = asked.count - answers.count - failures.count
        if missing() == 0 { return .complete }
        return answers.count + outstanding + waiting.count < least ? .impossible : .waiting
    }

    /// The members to ask first.
    package mutating func start() -> [Member] {
        next(quorum)
    }

    package mutating func answered(_ member: Member, _ answer: Answer) {
        answers[member] = answer
    }

    /// Whom to ask instead.
    package mutating func failed(_ member: Member, _ reason: String) -> [Member] {
        failures[member] = reason
        answers[member] = nil
        return escalate(1)
    }

    /// Whom to ask besides, when those asked take longer than usual.
    ///
    /// - Parameter unchecked: answers that have come and are not counted yet.
    package mutating func late(unchecked: Int = 0) -> [Member] {
        if waiting.isEmpty { isOverdue = true }
        return escalate(quorum - answers.count - unchecked)
    }

    /// Those who were asked and have not answered.
    package var outstanding: [Member] {
        asked.filter { answers[$0] == nil && failures[$0] == nil }
    }

    private mutating func escalate(_ count: Int) -> [Member] {
        let more = next(count)
        if !more.isEmpty { attempts += 1 }
        return more
    }

    private mutating func next(_ count: Int) -> [Member] {
        let chosen = Array(waiting.prefix(max(0, count)))
        waiting.removeFirst(chosen.count)
        asked.formUnion(chosen)
        return chosen
    }
}
