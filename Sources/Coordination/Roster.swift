package import CustodianContract
package import KeyMap
package import Secrets
import Synchronization

/// The custodians that a gateway is connected to, how they have been answering, and who was caught lying.
package final class Roster: Sendable {
    /// What is known of one custodian.
    package struct Standing: Hashable, Sendable {
        /// Smoothed seconds from request to answer.
        package var latency = 0.0
        package var recent = RecentLatencies()
        /// When it last failed to answer usefully.
        package var failed = Timestamp(microseconds: 0)
        /// Wrong answers that were proven, ever.
        package var lies = 0
        /// Until when it is asked last.
        package var quarantinedUntil = Timestamp(microseconds: 0)
        /// When it last kept a request waiting so long that another custodian was asked in its place.
        package var stalled = Timestamp(microseconds: 0)

        /// Of one that nothing is known of.
        package init() {}
    }

    /// How long a custodian that lied is asked last, in seconds.
    package static let quarantineSeconds = 300.0
    /// How long a custodian that stalled the rebuilding of a key is asked for that after the others, in seconds. How long it
    /// takes for that is measured nowhere, so nothing else keeps the next request from it.
    static let stallSeconds = 30.0
    /// How long a custodian that failed is asked after the others, in seconds. Then it is tried again: one that was started
    /// anew has no more to prove than the rest.
    static let recoverySeconds = 2.0
    /// How many times slower than the median a custodian must be to be asked after the others.
    static let slowness = 4.0
    /// How long a connected custodian may leave a request without an answer before it counts as silent.
    static let silence = Duration.seconds(1)

    /// The way to a custodian; nil where there is none.
    package let link: @Sendable (CustodianID) -> (any CustodianLink)?
    private let clock: @Sendable () -> Timestamp
    private let leastPatience: Duration
    private let standings: Mutex<[CustodianID: Standing]>
    private let chance: Mutex<Chance>

    /// - Parameter leastPatience: how long to wait at least before others are asked too.
    package init(
        link: @escaping @Sendable (CustodianID) -> (any CustodianLink)?, clock: @escaping @Sendable () -> Timestamp,
        random: any RandomSource = ProcessRandom(), leastPatience: Duration = .milliseconds(20)
    ) {
        chance = Mutex(Chance(seed: random.word))
        self.link = link
        self.clock = clock
        self.leastPatience = leastPatience
        standings = Mutex([:])
    }

    package func isConnected(_ custodian: CustodianID) -> Bool { link(custodian)?.isConnected ?? false }

    package func standing(_ custodian: CustodianID) -> Standing {
        standings.withLock { $0[custodian] ?? Standing() }
    }

    package func isQuarantined(_ custodian: CustodianID) -> Bool {
        standing(custodian).quarantinedUntil > clock()
    }

    /// Whether it is connected and leaves requests without an answer.
    package func isSilent(_ custodian: CustodianID) -> Bool {
        let link = link(custodian)
        return link?.isConnected == true && Self.isSilent(link)
    }

    private static func isSilent(_ link: (any CustodianLink)?) -> Bool {
        link?.unanswered.map { $0 > silence } ?? false
    }

    /// Whether it has kept somebody waiting not long ago.
    func isStalling(_ custodian: CustodianID) -> Bool {
        clock().seconds - standing(custodian).stalled.seconds < Self.stallSeconds
    }

    /// Whether it is to blame: caught lying not long ago, or silent. It is asked last, and named in every record until it
    /// mends.
    package func isBlamed(_ custodian: CustodianID) -> Bool {
        isQuarantined(custodian) || isSilent(custodian)
    }

    /// The order in which to ask: the connected before the others, the honest before those caught lying, those that
    /// answer like the rest before those that do not; among equals by chance, which spreads the load.
    func ordered(_ candidates: [CustodianID]) -> [CustodianID] {
        let now = clock()
        let known = standings.withLock { standings in candidates.map { standings[$0] ?? Standing() } }
        let slow = Self.slow(known)
        let ranked = zip(candidates, known).map { custodian, standing -> (rank: Int, chance: UInt32, CustodianID) in
            let link = link(custodian)
            let isConnected = link?.isConnected ?? false
            let isBlamed = standing.quarantinedUntil > now || isConnected && Self.isSilent(link)
            let isLate = now.seconds - standing.failed.seconds < Self.recoverySeconds || standing.latency > slow
            let rank = (isConnected ? 0 : 4) + (isBlamed ? 2 : 0) + (isLate ? 1 : 0)
            return (rank, chance.withLock { $0.next() }, custodian)
        }
        return ranked.sorted { ($0.rank, $0.chance) < ($1.rank, $1.chance) }.map(\.2)
    }

    /// Those that answer much later than the rest.
    func slow(among candidates: [CustodianID]) -> Set<CustodianID> {
        let known = standings.withLock { standings in candidates.map { standings[$0] ?? Standing() } }
        let slow = Self.slow(known)
        return Set(zip(candidates, known).filter { $1.latency > slow }.map(\.0))
    }

    /// From how many seconds on an answer is slow.
    private static func slow(_ known: [Standing]) -> Double {
        let latencies = known.map { $0.latency }.filter { $0 > 0 }.sorted()
        return max(latencies.isEmpty ? 0 : slowness * latencies[latencies.count / 2], 0.02)
    }

    func answered(_ custodian: CustodianID, after seconds: Double) {
        update(custodian) { standing in
            standing.latency += (seconds - standing.latency) / 8
            standing.recent.add(seconds)
        }
    }

    func failed(_ custodian: CustodianID) {
        let now = clock()
        update(custodian) { $0.failed = now }
    }

    func stalled(_ custodian: CustodianID) {
        let now = clock()
        update(custodian) { $0.stalled = now }
    }

    package func lied(_ custodian: CustodianID) {
        let until = Timestamp(seconds: clock().seconds + Self.quarantineSeconds)
        update(custodian) { standing in
            standing.lies += 1
            standing.quarantinedUntil = until
        }
    }

    /// How long to wait for a quorum of these custodians before others are asked too: for as long as 99 of 100 recent answers
    /// of its slowest took, if the fastest of all made it up; up to 1 s. A slow one does not teach the gateway to wait for
    /// it: where fewer answers will do, four times as long as for those, or 100 ms, is enough.
    ///
    /// - Parameter least: how many answers will do; 0 or nil where that says nothing.
    func patience(_ custodians: [CustodianID], quorum: Int, least: Int? = nil) -> Duration {
        let seconds = custodians.map { standing($0).recent.p99 }.sorted()
        func slowest(of count: Int) -> Double {
            seconds.count >= count && count > 0 ? seconds[count - 1] : seconds.last ?? 0
        }
        var limit = 1.0
        if let least, least > 0, least < quorum { limit = max(0.1, min(limit, Self.slowness * slowest(of: least))) }
        return max(leastPatience, .seconds(min(limit, slowest(of: quorum))))
    }

    private func update(_ custodian: CustodianID, _ change: (inout Standing) -> Void) {
        standings.withLock { change(&$0[custodian, default: Standing()]) }
    }
}
