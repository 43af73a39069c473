package import Logging
package import ServiceLifecycle

/// Runs a custodian's services until SIGTERM or SIGINT, then drains.
package enum CustodianProcess {
    /// - Throws: what `start` or a service throws.
    package static func run(
        logger: Logger, _ start: @escaping @Sendable () async throws -> [any Service]
    ) async throws {
        try await ProcessLifetime.run(drainLimit: .seconds(3), logger: logger) {
            ProcessLifetime.Parts(try await start().map { .init(service: $0) })
        }
    }
}
