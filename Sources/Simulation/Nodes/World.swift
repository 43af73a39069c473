import KeyMap
import SecretSharing
import Secrets
import TestSupport

/// What all sites of a simulated fleet have in common.
struct World: Sendable {
    static let fleet = "simulated"
    static let region = "eu-west-1"

    let scheduler: Scheduler
    let clock: SimulatedClock
    let network: SimulatedNetwork
    let threshold: Threshold
    let identities: [SampleIdentity]
    let members: FleetMembers
    let hub: KeyMapAuthor
    let seed: UInt64
    /// What no run of a correct fleet does.
    let faults: Faults
    /// Who is wrong in its answers.
    let conducts: Conducts
    /// Who is killed while it writes.
    let accidents: Accidents

    var custodians: [Site] { identities.indices.map { .custodian($0 + 1) } }
    var hubKey: [UInt8] { hub.hubKey }

    func site(_ custodian: CustodianID) -> Site? {
        identities.firstIndex { $0.custodian == custodian }.map { .custodian($0 + 1) }
    }

    /// Repeatable randomness of one process.
    func random(_ incarnation: Incarnation) -> SeededRandom {
        SeededRandom(seed, stream: "\(incarnation.site) \(incarnation.number)")
    }

    func disk(_ incarnation: Incarnation) -> SimulatedDisk {
        let number = incarnation.number ^ UInt64(truncatingIfNeeded: incarnation.site.ordinal) << 32
        return SimulatedDisk(
            incarnation: incarnation, network: network, dice: SharedDice(Dice(seed: seed ^ number)),
            strikes: { [accidents] in accidents.strike($0) })
    }
}

extension Site {
    /// Different for every site.
    var ordinal: Int {
        switch self {
        case .hub: 1
        case .clients: 2
        case .gateway(let number): 2 + 2 * number
        case .custodian(let number): 3 + 2 * number
        }
    }
}
