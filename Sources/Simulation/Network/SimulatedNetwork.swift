import SteadyTime
import Synchronization

/// What lies between the sites: calls that take their time, are held up, or are lost with the connection that they went
/// over. It also knows which processes run, because who runs no more answers no more.
package final class SimulatedNetwork: Sendable {
    private struct Pair: Hashable {
        private let ends: Set<Site>

        init(_ one: Site, _ other: Site) {
            ends = [one, other]
        }

        func includes(_ site: Site) -> Bool { ends.contains(site) }
    }

    private struct Line {
        var isCut = false
        var stalledUntil: ContinuousClock.Instant
        var milliseconds = 0.05...2.0
    }

    private struct Call {
        let pair: Pair
        let lose: @Sendable (Lost) -> Void
    }

    private struct State {
        var dice: Dice
        var lines: [Pair: Line] = [:]
        var running: [Site: UInt64] = [:]
        var starts: [Site: UInt64] = [:]
        var calls: [UInt64: Call] = [:]
        /// What processes do for others.
        var work: [UInt64: (site: Site, task: Task<Void, Never>)] = [:]
        var next: UInt64 = 0
    }

    package let clock: SimulatedClock
    private let state: Mutex<State>

    package init(clock: SimulatedClock, dice: Dice) {
        self.clock = clock
        state = Mutex(State(dice: dice))
    }

    // MARK: Processes

    /// A process begins at a site.
    func start(_ site: Site) -> Incarnation {
        state.withLock { state in
            state.starts[site, default: 0] += 1
            let number = state.starts[site, default: 1]
            state.running[site] = number
            return Incarnation(site: site, number: number)
        }
    }

    /// The process of a site ends; what others asked of it, and it of others, is lost.
    func kill(_ site: Site) {
        lose(Lost(description: "\(site) was killed")) {
            $0.includes(site)
        } change: {
            $0.running[site] = nil
        }
        let tasks = state.withLock { state in
            state.work.filter { $0.value.site == site }.sorted { $0.key < $1.key }.map(\.value.task)
        }
        for task in tasks { task.cancel() }
    }

    func isRunning(_ incarnation: Incarnation) -> Bool {
        state.withLock { $0.running[incarnation.site] == incarnation.number }
    }

    // MARK: Connections

    /// Whether a call from here to there would be sent now.
    func isConnected(_ one: Incarnation, _ other: Site) -> Bool {
        state.withLock { state in
            state.running[one.site] == one.number && state.running[other] != nil
                && state.lines[Pair(one.site, other)]?.isCut != true
        }
    }

    /// Resets what is open between two sites and lets nothing through.
    package func cut(_ one: Site, _ other: Site) {
        let pair = Pair(one, other)
        lose(Lost(description: "the connection of \(one) and \(other) was cut")) {
            $0 == pair
        } change: { [clock] in
            $0.lines[pair, default: Line(stalledUntil: clock.now)].isCut = true
        }
    }

    /// Resets what is open between two sites; new calls are let through.
    package func reset(_ one: Site, _ other: Site) {
        let pair = Pair(one, other)
        lose(Lost(description: "the connection of \(one) and \(other) was reset")) {
            $0 == pair
        } change: { _ in
        }
    }

    /// Holds everything up between two sites for a while, without a word.
    package func stall(_ one: Site, _ other: Site, for duration: Duration) {
        let until = clock.now + duration
        state.withLock { $0.lines[Pair(one, other), default: Line(stalledUntil: until)].stalledUntil = until }
    }

    /// Has everything between two sites take longer.
    package func slow(_ one: Site, _ other: Site, _ milliseconds: ClosedRange<Double>) {
        let now = clock.now
        state.withLock { $0.lines[Pair(one, other), default: Line(stalledUntil: now)].milliseconds = milliseconds }
    }

    /// Every connection is as at the beginning.
    package func heal() {
        state.withLock { $0.lines = [:] }
    }

    private func lose(_ lost: Lost, where isLost: (Pair) -> Bool, change: (inout State) -> Void) {
        let calls = state.withLock { state in
            change(&state)
            // In the order in which they were made: what a seed does must not hang on addresses.
            let ids = state.calls.filter { isLost($0.value.pair) }.keys.sorted()
            return ids.compactMap { state.calls.removeValue(forKey: $0) }
        }
        for call in calls { call.lose(lost) }
    }

    // MARK: Calls

    /// Has something done at another site, and returns what came of it.
    ///
    /// - Parameter body: what the other site does; it goes on there also when the caller has given up or is gone.
    /// - Throws: ``Lost``; `CancellationError`; what `body` throws.
    func call<Answer: Sendable>(
        from caller: Incarnation, to callee: Site, _ body: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        let reply = Reply<Answer>()
        let pair = Pair(caller.site, callee)
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                reply.begin(continuation)
                guard open(id, pair, from: caller, to: callee, { reply.end(.failure($0)) }) else {
                    return reply.end(.failure(Lost(description: "\(callee) is out of reach of \(caller.site)")))
                }
                // The other site's own: it ends with its process, not with the caller.
                let task = Task.detached { [self] in
                    defer { state.withLock { $0.work[id] = nil } }
                    let result: Result<Answer, any Error>
                    do {
                        try await travel(pair)
                        guard isOpen(id) else { return }
                        result = .success(try await body())
                    } catch {
                        result = .failure(error)
                    }
                    try? await travel(pair)
                    if close(id) { reply.end(result) }
                }
                state.withLock { $0.work[id] = (callee, task) }
            }
        } onCancel: {
            // What is under way stays open to the connection, and finds nobody there.
            reply.end(.failure(CancellationError()))
        }
    }

    /// Returns when the connection is lost, or the caller is cancelled.
    func untilLost(_ one: Incarnation, _ other: Site) async {
        let reply = Reply<Never>()
        let pair = Pair(one.site, other)
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            _ = try? await withCheckedThrowingContinuation { continuation in
                reply.begin(continuation)
                if !open(id, pair, from: one, to: other, { reply.end(.failure($0)) }) {
                    reply.end(.failure(Lost(description: "\(other) is out of reach")))
                }
            }
        } onCancel: {
            _ = close(id)
            reply.end(.failure(CancellationError()))
        }
    }

    private func open(
        _ id: UInt64, _ pair: Pair, from caller: Incarnation, to callee: Site,
        _ lose: @escaping @Sendable (Lost) -> Void
    ) -> Bool {
        guard isConnected(caller, callee) else { return false }
        state.withLock { $0.calls[id] = Call(pair: pair, lose: lose) }
        return true
    }

    private func isOpen(_ id: UInt64) -> Bool { state.withLock { $0.calls[id] != nil } }

    private func close(_ id: UInt64) -> Bool { state.withLock { $0.calls.removeValue(forKey: id) != nil } }

    /// The way from one end to the other.
    private func travel(_ pair: Pair) async throws {
        let now = clock.now
        let arrival = state.withLock { state in
            let line = state.lines[pair, default: Line(stalledUntil: now)]
            return max(now, line.stalledUntil) + state.dice.duration(line.milliseconds)
        }
        try await clock.sleep(until: arrival, tolerance: nil)
    }
}
