import SteadyTime
import Synchronization

/// Tells those who wait for custodians when it is time to ask others, and when to give up. One clock for all of them: a
/// sleeping task for every request would cost more than the request.
final class Alarms: Sendable {
    /// How late an alarm may be.
    private static let tick = Duration.milliseconds(5)

    private struct Alarm {
        let due: ContinuousClock.Instant
        let ring: @Sendable () -> Void
    }

    private struct State {
        var alarms: [UInt64: Alarm] = [:]
        var next: UInt64 = 0
        var isCancelled = false
        var keeper: CheckedContinuation<Void, Never>?
    }

    /// A set alarm.
    struct ID: Hashable, Sendable {
        fileprivate let value: UInt64
    }

    private let clock: any SteadyClock
    private let state = Mutex(State())

    init(clock: any SteadyClock) {
        self.clock = clock
    }

    /// - Parameter ring: called once when the time is over, unless the alarm is taken back.
    func set(after duration: Duration, _ ring: @escaping @Sendable () -> Void) -> ID {
        let due = clock.now + duration
        let (id, keeper) = state.withLock { state in
            state.next += 1
            state.alarms[state.next] = Alarm(due: due, ring: ring)
            return (ID(value: state.next), state.keeper.take())
        }
        keeper?.resume()
        return id
    }

    func cancel(_ id: ID) {
        state.withLock { $0.alarms[id.value] = nil }
    }

    /// Rings until the task is cancelled. At rest while no alarm is set.
    func run() async {
        while !Task.isCancelled {
            await untilSet()
            try? await clock.sleep(for: Self.tick)
            let now = clock.now
            let due = state.withLock { state in
                let due = state.alarms.filter { $0.value.due <= now }
                for id in due.keys { state.alarms[id] = nil }
                return due.values
            }
            for alarm in due { alarm.ring() }
        }
    }

    private func untilSet() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if !state.alarms.isEmpty || state.isCancelled { return true }
                    state.keeper = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            let keeper = state.withLock { state in
                state.isCancelled = true
                return state.keeper.take()
            }
            keeper?.resume()
        }
    }
}
