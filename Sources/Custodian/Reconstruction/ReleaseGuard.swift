import CustodianContract
import KeyMap
import Synchronization

/// What a custodian remembers of the permits it has seen: each serves once, a share serves one at a time, and a requester
/// so many a second. In memory alone, because a permit names this run of the process.
final class ReleaseGuard: Sendable {
    /// How far the clocks of hub and custodian may be apart, in seconds.
    static let clockTolerance = 1.0
    /// Releases a second to one requester, and at once.
    static let rate = 2_000.0

    private struct Opened {
        let permit: [UInt8]
        let requester: CustodianID
        let until: Timestamp
    }

    private struct Allowance {
        var tokens: Double
        var updated: Timestamp
    }

    private struct State {
        /// Permits that have served, until they have expired anyway.
        var seen: [[UInt8]: Timestamp] = [:]
        var open: [ShareName: Opened] = [:]
        var shares: [[UInt8]: ShareName] = [:]
        var allowances: [CustodianID: Allowance] = [:]
        var nextSweep = Timestamp(seconds: 0)
        /// Permits that expired before this are no longer remembered, and so not admitted either, whatever the clock says.
        var horizon = Timestamp(seconds: 0)
    }

    private let state = Mutex(State())

    /// Opens a share for a permit.
    ///
    /// - Throws: ``Refusal`` with `.forbidden` for a permit that is expired, too long-lived or was used, `.busy` where the
    ///   share serves another or the requester asks too often.
    func admit(_ permit: QuorumPermit, hash: [UInt8], at now: Timestamp) throws(Refusal) {
        let left = permit.expires.seconds - now.seconds
        guard left > -Self.clockTolerance else {
            throw Refusal(.forbidden, "the permit for \(permit.share) expired \(-left) s ago")
        }
        guard left <= QuorumPermit.lifetime + Self.clockTolerance else {
            throw Refusal(.forbidden, "the permit for \(permit.share) is good for \(left) s, longer than any may be")
        }
        try state.withLock { (state) throws(Refusal) in
            sweep(&state, now)
            guard state.seen[permit.id] == nil, permit.expires > state.horizon else {
                throw Refusal(.forbidden, "the permit for \(permit.share) has served before")
            }
            if let open = state.open[permit.share] {
                guard open.until.seconds < now.seconds else {
                    throw Refusal(.busy, "the share of \(permit.share) serves another reconstruction")
                }
                state.shares[open.permit] = nil
            }
            var allowance = state.allowances[permit.requester] ?? Allowance(tokens: Self.rate, updated: now)
            allowance.tokens = min(
                Self.rate, allowance.tokens + max(0, now.seconds - allowance.updated.seconds) * Self.rate)
            allowance.updated = now
            guard allowance.tokens >= 1 else {
                throw Refusal(
                    .busy, "custodian \(permit.requester) asks for more than \(Int(Self.rate)) shares a second")
            }
            allowance.tokens -= 1
            state.allowances[permit.requester] = allowance
            state.seen[permit.id] = permit.expires
            // One that a clock ahead of the hub's finds expired is open all the same, for as long as it would be taken.
            let until = left > 0 ? permit.expires : Timestamp(seconds: permit.expires.seconds + Self.clockTolerance)
            state.open[permit.share] = Opened(permit: hash, requester: permit.requester, until: until)
            state.shares[hash] = permit.share
        }
    }

    /// Who may close a permit that is open here.
    func requester(of permit: [UInt8]) -> CustodianID? {
        state.withLock { state in state.shares[permit].flatMap { state.open[$0]?.requester } }
    }

    func close(_ permit: [UInt8]) {
        state.withLock { state in
            guard let share = state.shares.removeValue(forKey: permit) else { return }
            if state.open[share]?.permit == permit { state.open[share] = nil }
        }
    }

    /// Forgets what cannot be used again anyway.
    private func sweep(_ state: inout State, _ now: Timestamp) {
        guard now.seconds >= state.nextSweep.seconds else { return }
        state.nextSweep = Timestamp(seconds: now.seconds + 1)
        state.horizon = max(state.horizon, Timestamp(seconds: now.seconds - 2 * Self.clockTolerance))
        state.seen = state.seen.filter { $0.value > state.horizon }
        for (share, open) in state.open where open.until.seconds < now.seconds {
            state.open[share] = nil
            state.shares[open.permit] = nil
        }
    }
}
