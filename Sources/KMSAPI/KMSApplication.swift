package import Gateway
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// The KMS API on a TCP port, in plain HTTP: for loopback, or behind something that ends TLS.
package struct KMSApplication: Service {
    private let responder: KMSResponder
    private let host: String
    private let port: Int
    private let logger: Logger
    private let onRunning: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - onRunning: called with the port once it accepts connections.
    package init(
        gateway: KMSGateway, clients: KMSClientDirectory, regions: KMSRegions, host: String, port: Int, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        responder = KMSResponder(gateway: gateway, clients: clients, regions: regions)
        self.host = host
        self.port = port
        self.logger = logger
        self.onRunning = onRunning
    }

    /// Serves until the service group shuts down, then finishes the requests that it has begun.
    package func run() async throws {
        let application = Application(
            responder: responder,
            server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(180))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), backlog: 1024),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
            logger: logger)
        try await application.run()
    }
}
