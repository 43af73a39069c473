package import Logging
package import ServiceLifecycle
import UnixSignals

/// Runs a custodian's services until SIGTERM or SIGINT, then drains.
package enum CustodianProcess {
    package static func run(_ services: [any Service], logger: Logger) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(3)
        try await ServiceGroup(configuration: configuration).run()
    }
}
