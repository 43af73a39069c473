import Synchronization

/// What happened that must not happen, and what happened at all.
package final class Faults: Sendable {
    private struct State {
        var found: [String] = []
        var history: [String] = []
    }

    private let scheduler: Scheduler
    private let keepsHistory: Bool
    private let state = Mutex(State())

    /// - Parameter keepsHistory: for a run that somebody will read.
    init(_ scheduler: Scheduler, keepsHistory: Bool) {
        self.scheduler = scheduler
        self.keepsHistory = keepsHistory
    }

    package var found: [String] { state.withLock { $0.found } }
    package var history: [String] { state.withLock { $0.history } }

    func report(_ fault: @autoclosure () -> String) {
        let line = "\(scheduler.elapsed) FAULT \(fault())"
        state.withLock { state in
            state.found.append(line)
            state.history.append(line)
        }
    }

    func note(_ event: @autoclosure () -> String) {
        guard keepsHistory else { return }
        let line = "\(scheduler.elapsed) \(event())"
        state.withLock { $0.history.append(line) }
    }
}
