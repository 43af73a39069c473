import AWSProtocol
import AccessPolicy
import AuditLog
import Coordination
import KeyMap

/// A call while it is being answered, and what its audit record will say.
struct ActiveCall: Sendable {
    let call: KMSCall
    /// Nil before it is decoded.
    var request: (any AuditedRequest & Sendable)?
    /// The alias by which the client named the key that the call is about at the moment.
    var requestAlias: String?
    /// The grants that allowed what the keys' policies did not.
    var grants: [GrantID] = []
    /// The keys that the call has used.
    var used: [UsedKey] = []
    let arrived: ContinuousClock.Instant
    /// From when on the custodians' time counts.
    private var received: ContinuousClock.Instant
    var parameters: AuditValue = .null
    var response: AuditValue = .null
    private(set) var resources: [AuditResource] = []
    private(set) var uses: [QuorumUse] = []

    init(_ call: KMSCall, at arrived: ContinuousClock.Instant) {
        self.call = call
        self.arrived = arrived
        received = arrived
    }

    var client: AuthenticatedClient { call.client }
    var account: String { call.client.account }
    var region: String { call.region }
    var useRequest: UseRequest {
        UseRequest(id: call.details.requestID, operation: call.operation.rawValue, received: received)
    }

    /// Lets the custodians' time count from now on: what came before was not theirs.
    mutating func restartClock(at now: ContinuousClock.Instant) {
        received = now
    }

    /// Notes that the call is about a key.
    mutating func touch(_ key: KeyRecord) {
        let resource = AuditResource(arn: key.arn, account: key.account)
        if !resources.contains(resource) { resources.append(resource) }
    }

    /// Notes who computed for the call.
    mutating func note(_ use: QuorumUse) {
        uses.append(use)
    }
}
