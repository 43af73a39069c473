package import AWSProtocol
import Crypto
package import Gateway
import Groups
package import KeyMap
import KeyMaterial
import Logging
import SecretSharing
import Secrets
import Synchronization
package import Telemetry

/// A fleet in one object: keys in memory, a key map that a hub's key signs, and whole secrets where a real fleet has shares.
package final class FakeFleet: Sendable {
    package static let account = "111122223333"
    package static let region = "us-east-1"
    package static let client = AuthenticatedClient(
        accessKeyID: "AKIDEXAMPLE", arn: "arn:aws:iam::\(account):user/dev", account: account)

    package let replica: KeyMapReplica
    package let audit = FakeAuditSink()
    package let registry = MetricsRegistry()
    package let usageStorage = FakeUsageStorage()
    /// Counts as of the start of this fleet.
    package let usage: UsageCounter
    package let clock: ManualTime
    private let nextControlError = Mutex<(any Error)?>(nil)
    private let nextUseError = Mutex<(any Error)?>(nil)
    private let remembers = Mutex(false)
    private let hubKey = Curve25519.Signing.PrivateKey()
    private let writing = Mutex<Void>(())
    /// The encoded material of keys under quorum custody.
    private let materials = Mutex<[KeyID: [UInt8]]>([:])

    package init(clock: ManualTime = ManualTime()) {
        self.clock = clock
        usage = UsageCounter(StoredUsage(since: clock.now), storage: usageStorage)
        replica = KeyMapReplica(
            members: FleetMembers(custodians: []), hubKey: Array(hubKey.publicKey.rawRepresentation),
            check: { _, _ in })
    }

    /// - Parameter suite: the fleet's own for symmetric keys.
    package func gateway(
        suite: SuiteChoice? = nil, place: NodePlace = NodePlace(region: "", jurisdiction: "")
    ) -> KMSGateway {
        let clock = clock
        return KMSGateway(
            fleet: "fake", place: place, replica: replica, keyUse: FakeKeyUse(fleet: self), control: self, audit: audit,
            usage: usage, metrics: GatewayMetrics(registry),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, defaultSuite: suite, now: { clock.now })
    }

    /// Enters a change, signed.
    package func enter(_ name: RecordName, _ value: RecordValue) throws {
        try writing.withLock { _ in
            let head = replica.head
            let change = KeyMapChange(revision: head.revision + 1, previous: head.hash, name: name, value: value)
            let signature = Array(try hubKey.signature(for: change.hash))
            try replica.apply(SignedChange(change: change, signature: signature))
        }
    }

    /// Makes the material of a key, and returns its public half.
    func makeMaterial(_ spec: KeySpec, for id: KeyID) throws -> [UInt8] {
        let material =
            if spec.isAsymmetric {
                try KeyMaterial.generate(spec)
            } else {
                KeyMaterial.derive(
                    from: .random(from: SystemRandom()), spec: spec, key: id, version: .first)
            }
        let publicKey = try material.publicKey()
        let encoded = material.encoded().revealed()
        materials.withLock { $0[id] = encoded }
        return publicKey
    }

    func material(of key: KeyRecord) throws -> KeyMaterial {
        try KeyMaterial(decoding: SecretBytes(copying: materials.withLock { $0[key.id] } ?? []), spec: key.spec)
    }

    /// Makes the next operation of the control plane throw instead of doing anything.
    package func failNextControl(with error: any Error) {
        nextControlError.withLock { $0 = error }
    }

    /// Makes the next use of a key throw.
    package func failNextUse(with error: any Error) {
        nextUseError.withLock { $0 = error }
    }

    /// Has decryptions be answered as from memory from now on.
    package func answerFromMemory() {
        remembers.withLock { $0 = true }
    }

    var answersFromMemory: Bool { remembers.withLock { $0 } }

    func takeControlError() throws {
        if let error = nextControlError.withLock({ $0.take() }) { throw error }
    }

    func takeUseError() -> (any Error)? {
        nextUseError.withLock { $0.take() }
    }

    /// Runs an operation as the client of this fleet would.
    package func call(
        _ operation: KMSOperation, _ body: String, client: AuthenticatedClient = FakeFleet.client,
        region: String = FakeFleet.region, invocation: String? = nil, at gateway: KMSGateway? = nil
    ) async -> KMSAnswer {
        await (gateway ?? self.gateway()).answer(
            KMSCall(
                details: CallDetails(
                    requestID: UniqueID.make(SystemRandom().bytes(16)), sourceAddress: "127.0.0.1", userAgent: "test",
                    invocationID: invocation),
                operation: operation, client: client, region: region, body: Array(body.utf8)))
    }
}
