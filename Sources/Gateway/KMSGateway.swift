package import AWSProtocol
package import AuditLog
package import Coordination
package import KeyMap
package import Logging
import Placement
package import Secrets
package import SteadyTime

/// A region's front door: answers the operations of the KMS API for clients that are already authenticated.
///
/// Every call leaves one audit record, written before the answer is returned; where it cannot be written, the client gets
/// an error instead of the answer.
package struct KMSGateway: Sendable {
    /// Its name is in what custodians sign.
    let fleet: String
    let replica: KeyMapReplica
    let keyUse: any KeyUse
    let control: any ControlPlane
    let audit: any AuditSink
    let usage: UsageCounter
    let metrics: GatewayMetrics
    let admission: AdmissionDesk
    let random: any RandomSource
    /// Whether there is entropy enough to make keys.
    let hasEntropy: @Sendable () -> Bool
    /// For how long the parameters of an import serve.
    let importTokenSeconds: Double
    /// The suite of keys that name none and can have it; nil for the usual one.
    let defaultSuite: SuiteChoice?
    let policies = PolicyCache()
    let placements = PlacementPolicies()
    /// Where this gateway stands.
    let place: NodePlace
    let pairs: DataKeyPairStock
    let tokenWaits = TokenWaits()
    private let logger: Logger
    /// The time now.
    package let now: @Sendable () -> Timestamp
    /// For what a request may take.
    let clock: any SteadyClock

    package init(
        fleet: String, place: NodePlace = NodePlace(region: "", jurisdiction: ""), replica: KeyMapReplica,
        keyUse: any KeyUse, control: any ControlPlane, audit: any AuditSink, usage: UsageCounter,
        metrics: GatewayMetrics, admission: AdmissionDesk = AdmissionDesk(), logger: Logger,
        random: any RandomSource = ProcessRandom(), hasEntropy: @escaping @Sendable () -> Bool = { true },
        importTokenSeconds: Double = 86_400,
        defaultSuite: SuiteChoice? = nil,
        now: @escaping @Sendable () -> Timestamp, clock: any SteadyClock = ContinuousClock()
    ) {
        self.fleet = fleet
        self.place = place
        self.importTokenSeconds = importTokenSeconds
        self.defaultSuite = defaultSuite
        self.replica = replica
        self.keyUse = keyUse
        self.control = control
        self.audit = audit
        self.usage = usage
        self.metrics = metrics
        self.admission = admission
        self.logger = logger
        self.random = random
        self.hasEntropy = hasEntropy
        pairs = DataKeyPairStock(mayMake: hasEntropy)
        self.now = now
        self.clock = clock
    }

    /// Answers a call; errors are answers too.
    package func answer(_ call: KMSCall) async -> KMSAnswer {
        var active = ActiveCall(call, at: clock.now)
        let answer: KMSAnswer
        let record: AuditRecord
        do {
            answer = KMSAnswer(
                body: try await admission.admit(call.client.arn) {
                    // What it waited for its turn is no custodian's fault.
                    active.restartClock(at: clock.now)
                    return try await perform(&active)
                })
            record = AuditRecord(
                active, failure: nil, cause: nil, time: now(), eventID: UniqueID.make(random.bytes(16)))
        } catch {
            let failure = Failure(error, requestID: call.details.requestID)
            if failure.isUnexpected { log("a request failed", error, call.details) }
            answer = KMSAnswer(failure.error)
            record = AuditRecord(
                active, failure: failure.error, cause: failure.cause, time: now(),
                eventID: UniqueID.make(random.bytes(16)))
        }
        var recorded = await recorded(record, answer, call.details)
        recorded.key = active.resources.first?.arn.split(separator: "/").last.map(String.init)
        if recorded.error == nil { for key in active.used { usage.note(LastUse(call, record), of: key) } }
        metrics.record(call.operation, error: recorded.error, after: clock.now - active.arrived)
        return recorded
    }

    /// Refuses a request that names no call: its sender is not known, or its operation is not.
    ///
    /// - Parameters:
    ///   - operation: what the request claims to be, where that is an operation of KMS.
    ///   - client: who sent it, where that is known.
    package func refuse(
        _ error: AWSError, _ details: CallDetails, operation: KMSOperation?, client: AuthenticatedClient? = nil,
        region: String? = nil
    ) async -> KMSAnswer {
        let record = AuditRecord(
            refused: error, details, operation: operation, client: client, region: region, time: now(),
            eventID: UniqueID.make(random.bytes(16)))
        let start = clock.now
        let recorded = await recorded(record, KMSAnswer(error), details)
        metrics.record(operation, error: recorded.error, after: clock.now - start)
        return recorded
    }

    private func recorded(_ record: AuditRecord, _ answer: KMSAnswer, _ details: CallDetails) async -> KMSAnswer {
        do {
            try await audit.append(record)
            return answer
        } catch {
            log("the audit record could not be written, so the answer was withheld", error, details)
            return KMSAnswer(AWSError(unexpected: details.requestID))
        }
    }

    private func log(_ what: String, _ error: any Error, _ details: CallDetails) {
        logger.error("\(what)", metadata: ["request": "\(details.requestID)", "error": "\(error)"])
    }
}
