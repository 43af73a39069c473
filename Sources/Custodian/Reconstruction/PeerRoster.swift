import CustodianContract
import KeyMap
import Synchronization

/// How other custodians have been sending their shares to this one: whom the next permit had better not name.
///
/// Without it each reconstruction would begin with the same liar, or wait for the same slow machine, and all others of its
/// key behind it.
final class PeerRoster: Sendable {
    /// For how long one that sent something wrong is left out, in seconds: as long as gateways do.
    static let quarantineSeconds = 300.0
    /// For how long one that did not answer in time, or was out of reach, is left out.
    static let absenceSeconds = 10.0
    /// For how long one that is slow is left out.
    static let slownessSeconds = 30.0
    /// How many times slower than the median a peer must be to be slow, and how many seconds its answers must take at least.
    static let slowness = (factor: 4.0, least: 0.1)

    private struct Standing {
        /// Smoothed seconds from permit to share; 0 before the first.
        var latency = 0.0
        var quarantinedUntil = Timestamp(microseconds: 0)
        var avoidedUntil = Timestamp(microseconds: 0)
    }

    private let clock: @Sendable () -> Timestamp
    private let standings = Mutex<[CustodianID: Standing]>([:])

    init(clock: @escaping @Sendable () -> Timestamp) {
        self.clock = clock
    }

    func isQuarantined(_ peer: CustodianID) -> Bool {
        let now = clock()
        return standings.withLock { $0[peer]?.quarantinedUntil ?? now > now }
    }

    /// Whom to leave out, those that lied first: so many at most.
    func avoided(among members: [CustodianID], atMost limit: Int) -> [CustodianID] {
        let now = clock()
        let known = standings.withLock { standings in members.map { ($0, standings[$0] ?? Standing()) } }
        let liars = known.filter { $0.1.quarantinedUntil > now }.map(\.0)
        let others = known.filter { $0.1.avoidedUntil > now && $0.1.quarantinedUntil <= now }.map(\.0)
        return Array((liars + others).prefix(limit))
    }

    func lied(_ peer: CustodianID) {
        let until = Timestamp(seconds: clock().seconds + Self.quarantineSeconds)
        standings.withLock { $0[peer, default: Standing()].quarantinedUntil = until }
    }

    func failed(_ peer: CustodianID) {
        avoid(peer, for: Self.absenceSeconds)
    }

    /// These are needed: whoever of them was merely absent or slow is asked again.
    func pardon(_ needed: [CustodianID]) {
        standings.withLock { standings in
            for peer in needed { standings[peer]?.avoidedUntil = Timestamp(microseconds: 0) }
        }
    }

    func answered(_ peer: CustodianID, after seconds: Double) {
        let isSlow = standings.withLock { standings in
            let known = standings[peer]?.latency ?? 0
            // A few prompt answers are enough to be believed again.
            let latency = known == 0 ? seconds : (known + seconds) / 2
            standings[peer, default: Standing()].latency = latency
            let others = standings.filter { $0.key != peer && $0.value.latency > 0 }.map(\.value.latency).sorted()
            guard !others.isEmpty else { return false }
            return latency > max(Self.slowness.least, Self.slowness.factor * others[others.count / 2])
        }
        if isSlow { avoid(peer, for: Self.slownessSeconds) }
    }

    private func avoid(_ peer: CustodianID, for seconds: Double) {
        let until = Timestamp(seconds: clock().seconds + seconds)
        standings.withLock { $0[peer, default: Standing()].avoidedUntil = until }
    }
}
