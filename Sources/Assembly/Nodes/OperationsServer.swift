import AdminAPI
import Hummingbird
import Logging
import ServiceLifecycle
import Telemetry

/// Where a node without an admin API says how it does: `/live`, `/ready`, `/health`, `/metrics` and `/entropy` on an
/// address of their own, in plain HTTP, for the machines that watch over it.
enum OperationsServer {
    /// Nil where the configuration names no address.
    static func make(
        _ address: (host: String, port: Int)?, metrics: MetricsRegistry, entropy: ProcessEntropy, logger: Logger,
        health: @escaping @Sendable () async -> HealthReport
    ) -> (any Service)? {
        guard let address else { return nil }
        return Application(
            router: OperationsRouter(
                metrics: metrics, entropy: { EntropyDescription(entropy.report) }, health: health
            ).makeRouter(),
            configuration: .init(address: .hostname(address.host, port: address.port)), logger: logger)
    }
}
