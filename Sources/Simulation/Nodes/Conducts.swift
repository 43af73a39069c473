import Synchronization
package import TestSupport

/// How custodians answer gateways; honestly unless told otherwise.
package final class Conducts: Sendable {
    private struct State {
        var now: [Site: Conduct] = [:]
        var liars: Set<Site> = []
    }

    private let state = Mutex(State())

    package subscript(site: Site) -> Conduct {
        get { state.withLock { $0.now[site] ?? .honest } }
        set {
            state.withLock { state in
                state.now[site] = newValue
                if newValue != .honest { state.liars.insert(site) }
            }
        }
    }

    /// Whether it has ever been told to lie.
    func hasLied(_ site: Site) -> Bool { state.withLock { $0.liars.contains(site) } }
}
