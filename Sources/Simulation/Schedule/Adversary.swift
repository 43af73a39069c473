import CustodianContract
import SecretSharing
import SteadyTime
import TestSupport

/// Who does to a fleet what machines, networks and liars do, as dice decide.
struct Adversary: Sendable {
    /// What it may do.
    enum Mood: Hashable, Sendable, CaseIterable {
        /// Anything to any site: requests may be refused then, but not answered wrongly.
        case storm
        /// Only to so few custodians at a time that a quorum is left: no request may be refused.
        case calm
    }

    let fleet: SimulatedFleet
    let mood: Mood
    var dice: Dice
    /// The custodians that something may be done to in a calm.
    private let victims: [Site]

    init(_ fleet: SimulatedFleet, _ mood: Mood, dice: Dice) {
        var dice = dice
        self.fleet = fleet
        self.mood = mood
        let spare = fleet.world.threshold.count - fleet.world.threshold.quorum
        victims = Array(fleet.world.custodians.shuffled(using: &dice).prefix(spare))
        self.dice = dice
    }

    /// Goes on until a moment; what it has done then stays as it is.
    mutating func work(until end: ContinuousClock.Instant) async {
        let pauses = SharedDice(dice.fork())
        fleet.world.accidents.begin(dice.fork(), victims: Set(mood == .calm ? victims : sites)) { [self] site in
            killAndRestart(site, after: pauses.pause(), "while it wrote")
        }
        defer { fleet.world.accidents.end() }
        while fleet.clock.now < end {
            try? await fleet.clock.sleep(for: dice.duration(5...300))
            await act()
        }
    }

    private mutating func act() async {
        let site = mood == .calm ? dice.pick(victims) : dice.pick(sites)
        let other = peer(of: site)
        switch Int.random(in: 0..<100, using: &dice) {
        case 0..<30: killAndRestart(site, after: dice.duration(0...2_000), "")
        case 30..<45:
            note("\(site) and \(other): cut")
            fleet.network.cut(site, other)
        case 45..<60:
            note("\(site) and \(other): reset")
            fleet.network.reset(site, other)
        case 60..<68:
            let duration = dice.duration(10...6_000)
            note("\(site): frozen for \(duration)")
            for other in sites where other != site {
                fleet.network.stall(site, other, for: duration)
            }
        case 68..<75:
            let duration = dice.duration(10...6_000)
            note("\(site) and \(other): stalled for \(duration)")
            fleet.network.stall(site, other, for: duration)
        case 75..<83:
            let least = Double.random(in: 1...100, using: &dice)
            note("\(site) and \(other): slow, from \(least) ms")
            fleet.network.slow(site, other, least...3 * least)
        case 83..<88: setClock(site)
        case 88..<94: lie()
        default:
            note("the network is well")
            fleet.network.heal()
        }
    }

    private var sites: [Site] { [.hub] + fleet.gateways.map(\.site) + fleet.world.custodians }

    private mutating func peer(of site: Site) -> Site {
        switch site {
        case .custodian where mood == .calm: dice.pick(fleet.gateways.map(\.site) + [.hub])
        case .custodian: dice.pick(sites.filter { $0 != site })
        case .gateway: dice.pick([.hub] + fleet.world.custodians)
        default: dice.pick(fleet.gateways.map(\.site) + fleet.world.custodians)
        }
    }

    private func killAndRestart(_ site: Site, after pause: Duration, _ moment: String) {
        note("\(site): killed \(moment)")
        fleet.kill(site)
        let fleet = fleet
        // Meanwhile other things happen.
        Task.detached {
            try? await fleet.clock.sleep(for: pause)
            do {
                try await fleet.start(site)
                fleet.faults.note("\(site): started")
            } catch is SimulatedDisk.PowerLoss {
            } catch {
                fleet.faults.report("\(site) does not start again: \(error)")
            }
        }
    }

    private mutating func setClock(_ site: Site) {
        // Permits live for seconds: a custodian whose clock is wrong can rebuild no key, and is no victim of a calm.
        guard mood == .storm else { return }
        let offset = dice.isOne(in: 3) ? 0 : Double.random(in: -90_000...90_000, using: &dice)
        note("\(site): its clock is off by \(offset) s")
        fleet.clock(of: site)?.set(offset: offset)
    }

    /// One custodian at most lies at a time, because a quorum of liars is beyond what any protocol withstands.
    private mutating func lie() {
        let site = mood == .calm ? victims[0] : fleet.world.custodians[0]
        let conduct = fleet.conducts[site] == .honest ? dice.pick(Self.lies) : Conduct.honest
        note("\(site): \(conduct)")
        fleet.conducts[site] = conduct
    }

    private static let lies: [Conduct] = [
        .wrongPartial, .wrongProof, .noProof, .staleEpoch, .garbage, .otherKind, .unsignedNonces, .wrongValue,
        .refuses(.unavailable),
    ]

    private func note(_ event: String) {
        fleet.faults.note("ADVERSARY \(event)")
    }
}
