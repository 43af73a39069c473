package import CustodianContract
import Groups
package import KeyMap
import Placement
package import Secrets
import SecretSharing
package import SteadyTime

/// Turns requests of clients into quorums of partial results. Holds no share and never sees a threshold key.
package final class QuorumClient: Sendable {
    /// This gateway's id, as in its certificate: nonces are offered to it by name.
    let gateway: String
    /// Where this gateway stands: keys are rebuilt near it where they can be.
    let region: String
    let roster: Roster
    let replica: KeyMapReplica
    let random: any RandomSource
    let clock: any SteadyClock
    let deadline: Duration
    let report: @Sendable (QuorumReport) -> Void
    let encryptionCommittees = CommitteeCache<Ristretto255>()
    let signingCommittees = CommitteeCache<Edwards25519>()
    let agreementCommittees = CommitteeCache<Secp256r1>()
    let reconstructionCommittees = CommitteeCache<Secp256r1>()
    let replicatedSubsets = ReplicatedSubsetsCache()
    let shelf = NonceShelf()
    let alarms: Alarms
    let hashedInputs = HashedInputs()
    let placements = PlacementPolicies()
    /// What earlier decryptions have left; nil where nothing is kept, as usual.
    let derivations: DerivationCache?

    /// - Parameters:
    ///   - deadline: how long a client's request may take here; below the 5 s that clients are promised.
    ///   - derivations: where the outputs of decryptions are kept, if they are.
    ///   - report: told of every custodian that fails or lies, for log and metrics.
    package init(
        gateway: String, region: String = "", roster: Roster, replica: KeyMapReplica, random: any RandomSource,
        clock: any SteadyClock,
        deadline: Duration = .milliseconds(4_000), derivations: DerivationCache? = nil,
        report: @escaping @Sendable (QuorumReport) -> Void
    ) {
        self.gateway = gateway
        self.region = region
        self.roster = roster
        self.replica = replica
        self.random = random
        self.clock = clock
        alarms = Alarms(clock: clock)
        self.deadline = deadline
        self.derivations = derivations
        self.report = report
    }

    /// Watches the time for all requests until the task is cancelled: without it no custodian is hedged, and a request waits
    /// for ever for one that is silent.
    package func run() async {
        await alarms.run()
    }

    /// Tells roster and operator of a custodian that broke the contract in no answer to a request.
    package func note(_ custodian: CustodianID, _ fault: MalformedAnswer) {
        roster.lied(custodian)
        report(.lie(custodian, fault.misbehaviour, key: nil, reason: "it sent \(fault)"))
    }

    /// How much of a client's request's time is left.
    func timeLeft(_ request: UseRequest) -> Duration {
        max(.zero, deadline - (clock.now - request.received))
    }
}

/// Something about a custodian that an operator should hear of.
package enum QuorumReport: Sendable {
    /// A custodian did not answer usefully.
    case failure(CustodianID, key: KeyID, reason: String)
    /// A custodian gave an answer that is proven wrong.
    ///
    /// - Parameter key: nil where the answer was about none.
    case lie(CustodianID, Misbehaviour, key: KeyID?, reason: String)
    /// A custodian that was to rebuild a key took so long that another was asked besides.
    case stall(CustodianID, key: KeyID)
    /// A custodian that rebuilt a key says that another's share was wrong. Its word alone.
    case accusation(CustodianID, by: CustodianID, key: KeyID)
    /// Custodians that contradict each other: one of them lied at least, and nothing shows which.
    case suspects([CustodianID], key: KeyID)
}
