import ByteCoding
import Coordination
import CustodianContract
import Groups
import KeyMap
import SecretSharing
import Secrets
import Synchronization
import TestSupport
import ThresholdCrypto

/// A gateway's quorum client before real custodians in this process.
final class ClientFleet: Sendable {
    static let context = EncryptionContext([(key: "purpose", value: "test")])
    static let otherContext = EncryptionContext([(key: "purpose", value: "another")])
    static let plaintext = Array("the plaintext".utf8)

    let fleet: TestFleet
    let roster: Roster
    let client: QuorumClient
    /// What the client keeps of decryptions, if it does.
    let derivations: DerivationCache?
    private let reports = ReportBox()
    /// A service group runs it in the product.
    private let watch: Task<Void, Never>

    /// - Parameters:
    ///   - requesters: the regions of custodians without shares; all others are in eu-west-1.
    ///   - region: the gateway's.
    ///   - leastPatience: long where a test is not about those who are late, whatever else the machine does.
    ///   - derivations: what bounds the outputs that the client keeps, and their clock.
    init(
        quorum: Int = 3, of count: Int = 5, requesters: [String] = [], region: String = "eu-west-1",
        deadline: Duration = .seconds(60), leastPatience: Duration = .milliseconds(20),
        derivations: (limits: DerivationLimits, time: ManualInstant)? = nil
    ) async throws {
        let fleet = try await TestFleet(Threshold(quorum: quorum, of: count), requesters: requesters)
        let roster = Roster(
            link: { [links = fleet.links] id in links.first { $0.custodian == id } }, clock: { fleet.time.now },
            leastPatience: leastPatience)
        self.fleet = fleet
        self.roster = roster
        self.derivations = derivations.map { limits, time in
            DerivationCache(limits, replica: fleet.replica, now: { time.now })
        }
        client = QuorumClient(
            gateway: TestFleet.gateway, region: region, roster: roster, replica: fleet.replica, random: SystemRandom(),
            clock: ContinuousClock(), deadline: deadline, derivations: self.derivations,
            report: { [reports] in reports.add($0) })
        watch = Task { [client] in await client.run() }
    }

    deinit {
        watch.cancel()
    }

    final class ReportBox: Sendable {
        private let all = Mutex<[QuorumReport]>([])
        func add(_ report: QuorumReport) { all.withLock { $0.append(report) } }
        var liars: Set<CustodianID> {
            Set(all.withLock { $0 }.compactMap { if case .lie(let custodian, _, _, _) = $0 { custodian } else { nil } })
        }
        var kinds: Set<Misbehaviour> {
            Set(all.withLock { $0 }.compactMap { if case .lie(_, let kind, _, _) = $0 { kind } else { nil } })
        }
        var stalling: Set<CustodianID> {
            Set(all.withLock { $0 }.compactMap { if case .stall(let custodian, _) = $0 { custodian } else { nil } })
        }
        var accused: Set<CustodianID> {
            Set(
                all.withLock { $0 }.compactMap {
                    if case .accusation(let custodian, _, _) = $0 { custodian } else { nil }
                })
        }
        var suspects: Set<CustodianID> {
            Set(
                all.withLock { $0 }.flatMap { report -> [CustodianID] in
                    if case .suspects(let custodians, _) = report { custodians } else { [] }
                })
        }
        var failed: Set<CustodianID> {
            Set(
                all.withLock { $0 }.compactMap { if case .failure(let custodian, _, _) = $0 { custodian } else { nil } }
            )
        }
    }

    /// Who was reported to have lied.
    var liars: Set<CustodianID> { reports.liars }
    /// In what ways.
    var kindsOfLies: Set<Misbehaviour> { reports.kinds }
    /// Who was reported to keep a request waiting.
    var stalling: Set<CustodianID> { reports.stalling }
    /// Whom a custodian that rebuilt a key accused.
    var accused: Set<CustodianID> { reports.accused }
    /// Who was reported to contradict others.
    var suspects: Set<CustodianID> { reports.suspects }
    /// Who was reported to have failed.
    var failed: Set<CustodianID> { reports.failed }

    func request() -> UseRequest { UseRequest(id: "request-1", operation: "Test") }

    func encrypt(_ key: KeyRecord) async throws -> Sealed {
        try await client.encrypt(
            SecretBytes(copying: Self.plaintext), under: key, context: Self.context, request: request())
    }

    /// The plaintext, and who took part.
    func decrypt(
        _ ciphertext: [UInt8], _ key: KeyRecord, context: EncryptionContext = ClientFleet.context
    ) async throws -> (plaintext: [UInt8], use: QuorumUse) {
        let opened = try await client.decrypt(
            Envelope(decoding: ciphertext), under: key, context: context, request: request())
        return (opened.plaintext.revealed(), opened.use)
    }

    func sign(_ message: [UInt8], _ scheme: SignatureScheme, _ key: KeyRecord) async throws -> Signed {
        try await client.sign(message, scheme: scheme, under: key, request: request())
    }

    /// Whether a client would accept the signature.
    static func isValid(_ signed: Signed, _ message: [UInt8], _ scheme: SignatureScheme, _ key: KeyRecord) -> Bool {
        let publicKey = key.current.shards[0].publicKey
        return switch scheme {
        case .ed25519:
            Ed25519Verification.isValid(signature: signed.signature, message: message, publicKey: publicKey)
        case .ed25519ph:
            Ed25519Verification.isValidPrehashed(signature: signed.signature, message: message, publicKey: publicKey)
        }
    }
}
