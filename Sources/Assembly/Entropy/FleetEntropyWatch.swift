import Custodian
import Entropy
import KeyMap
import Logging
import ServiceLifecycle
import Synchronization
import Telemetry

/// The hub's eye on the entropy of custodians: keys need all members of a committee, and a custodian may have nobody who
/// reads its log.
final class FleetEntropyWatch: Service {
    private static let interval = Duration.seconds(10)

    private let custodians: @Sendable () -> [CustodianID]
    private let describe: @Sendable (CustodianID) async -> CustodianDescription?
    private let logger: Logger
    private let known = Mutex<[CustodianID: Bool]>([:])

    /// - Parameter describe: asks a custodian, within half a second; nil where it does not answer.
    init(
        _ replica: KeyMapReplica, logger: Logger,
        describe: @escaping @Sendable (CustodianID) async -> CustodianDescription?
    ) {
        custodians = { replica.custodians.map(\.id) }
        self.describe = describe
        self.logger = logger
    }

    /// The custodians that said, when they were last asked, that they make no keys.
    var starved: [CustodianID] {
        known.withLock { known in known.filter { !$0.value }.keys.sorted { $0.description < $1.description } }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                for custodian in custodians() { await look(at: custodian) }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Shows what is known of each.
    func register(in metrics: MetricsRegistry) {
        metrics.reading(
            "quorate_custodian_entropy_sufficient", "Whether the custodian has entropy enough to make keys.",
            labels: ["custodian"]
        ) { [self] in
            known.withLock { known in
                known.map { Sample(labels: [$0.key.description], value: $0.value ? 1 : 0) }
            }
        }
    }

    private func look(at custodian: CustodianID) async {
        guard let entropy = await describe(custodian)?.entropy else { return known.withLock { $0[custodian] = nil } }
        let before = known.withLock { known in
            defer { known[custodian] = entropy.isSufficient }
            return known[custodian]
        }
        if !entropy.isSufficient, before != false {
            logger.error(
                "a custodian makes no keys",
                metadata: ["custodian": "\(custodian)", "reason": "\(entropy.shortfall)"])
        } else if entropy.isSufficient, before == false {
            logger.notice("a custodian makes keys again", metadata: ["custodian": "\(custodian)"])
        }
    }
}
