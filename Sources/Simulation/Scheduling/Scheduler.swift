import Synchronization

/// Runs everything that Swift's concurrency would run in parallel, one piece after the other on one thread, in an order that
/// a seed decides, and lets time pass only when nothing is left to do at the present moment.
///
/// Whoever runs on its thread is scheduled by it: tasks, actors, groups and streams, in the product's own code too.
package final class Scheduler: Sendable {
    /// Why a simulation cannot go on.
    package struct Stall: Error, CustomStringConvertible {
        package let description: String
    }

    private struct Timer {
        let id: UInt64
        let due: Duration
        let ring: @Sendable () -> Void
    }

    private struct State {
        var dice: Dice
        var jobs: [UnownedJob] = []
        /// In descending order of when they are due.
        var timers: [Timer] = []
        var now = Duration.zero
        var next: UInt64 = 0
        var steps = 0
    }

    private let start = ContinuousClock.now
    private let state: Mutex<State>

    package init(_ dice: Dice) {
        state = Mutex(State(dice: dice))
    }

    /// How long the simulation has lasted, in its own time.
    package var elapsed: Duration { state.withLock { $0.now } }

    package var now: ContinuousClock.Instant { start + elapsed }

    /// How many pieces of work have been run: equal for two runs of one seed.
    package var steps: Int { state.withLock { $0.steps } }

    /// Takes what the Swift runtime wants to have run.
    func enqueue(_ job: UnownedJob) {
        state.withLock { $0.jobs.append(job) }
    }

    /// - Returns: what takes the timer back.
    func ring(at due: ContinuousClock.Instant, _ ring: @escaping @Sendable () -> Void) -> UInt64 {
        state.withLock { state in
            state.next += 1
            let timer = Timer(id: state.next, due: due - start, ring: ring)
            var (low, high) = (0, state.timers.count)
            while low < high {
                let middle = (low + high) / 2
                if state.timers[middle].due > timer.due { low = middle + 1 } else { high = middle }
            }
            state.timers.insert(timer, at: low)
            return timer.id
        }
    }

    func cancel(_ timer: UInt64) {
        state.withLock { state in state.timers.removeAll { $0.id == timer } }
    }

    /// Runs until `isDone`.
    ///
    /// - Parameters:
    ///   - limit: in simulated time.
    ///   - stepLimit: of what never waits.
    /// - Throws: ``Stall`` where nothing is left to run, or the limits are passed.
    func run(limit: Duration, stepLimit: Int, until isDone: () -> Bool) throws(Stall) {
        while !isDone() {
            if let job = nextJob() {
                run(job)
            } else {
                guard advance() else { throw Stall(description: "nothing is left to run, and nothing to wait for") }
            }
            let (now, steps) = state.withLock { ($0.now, $0.steps) }
            guard now < limit, steps < stepLimit else {
                throw Stall(description: "it did not end after \(now) and \(steps) steps")
            }
        }
    }

    /// Lets what is under way come to its end: rings all timers without waiting.
    ///
    /// - Throws: ``Stall`` where it does not.
    func drain(stepLimit: Int) throws(Stall) {
        let last = state.withLock { $0.steps } + stepLimit
        while state.withLock({ $0.steps }) < last {
            if let job = nextJob() { run(job) } else if !advance() { return }
        }
        throw Stall(description: "tasks go on after the end")
    }

    private func run(_ job: UnownedJob) {
        unsafe runJob(job, genericExecutor)
    }

    private func nextJob() -> UnownedJob? {
        state.withLock { state in
            guard !state.jobs.isEmpty else { return nil }
            state.steps += 1
            let choice = Int.random(in: state.jobs.indices, using: &state.dice)
            state.jobs.swapAt(choice, state.jobs.count - 1)
            return state.jobs.removeLast()
        }
    }

    /// Moves the time to the next timer, and rings it.
    private func advance() -> Bool {
        let timer = state.withLock { state -> Timer? in
            guard let timer = state.timers.popLast() else { return nil }
            state.now = max(state.now, timer.due)
            return timer
        }
        timer?.ring()
        return timer != nil
    }
}

@_silgen_name("swift_job_run")
private func runJob(_ job: UnownedJob, _ executor: UnownedSerialExecutor)

/// What stands for no actor's executor.
private let genericExecutor = unsafe unsafeBitCast((0, 0), to: UnownedSerialExecutor.self)
