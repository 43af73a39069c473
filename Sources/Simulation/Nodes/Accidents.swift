import Synchronization

/// Kills processes while they write to their disks, which is when most can be lost.
package final class Accidents: Sendable {
    private struct State {
        var dice = Dice(seed: 0)
        var victims: Set<Site> = []
        var kill: @Sendable (Site) -> Void = { _ in }
    }

    private let state = Mutex(State())

    /// From now on it happens.
    ///
    /// - Parameter kill: ends a site's process, and sees to it that another begins.
    func begin(_ dice: Dice, victims: Set<Site>, kill: @escaping @Sendable (Site) -> Void) {
        state.withLock { $0 = State(dice: dice, victims: victims, kill: kill) }
    }

    func end() {
        state.withLock { $0 = State() }
    }

    /// - Returns: whether the site's process was killed.
    func strike(_ site: Site) -> Bool {
        let kill = state.withLock { state -> (@Sendable (Site) -> Void)? in
            guard state.victims.contains(site), state.dice.isOne(in: 100) else { return nil }
            return state.kill
        }
        kill?(site)
        return kill != nil
    }
}
