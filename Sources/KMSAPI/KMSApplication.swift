package import Gateway
import Hummingbird
package import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle
package import Telemetry

/// The KMS API on a TCP port: in plain HTTP, for loopback or behind something that ends TLS, or over TLS.
package struct KMSApplication: Service {
    private let responder: KMSResponder
    private let host: String
    private let port: Int
    private let server: HTTPServerBuilder
    private let logger: Logger
    private let onRunning: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - server: one that speaks TLS before it is ``plainServer``; nil for that one itself.
    ///   - tracer: what records requests, if anything does.
    ///   - onRunning: called with the port once it accepts connections.
    package init(
        gateway: KMSGateway, clients: KMSClientDirectory, regions: KMSRegions, host: String, port: Int,
        server: HTTPServerBuilder? = nil, tracer: Tracer? = nil, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        responder = KMSResponder(
            gateway: gateway, clients: clients, regions: regions, isSecure: server != nil, tracer: tracer)
        self.server = server ?? Self.plainServer
        self.host = host
        self.port = port
        self.logger = logger
        self.onRunning = onRunning
    }

    /// HTTP/1.1 without TLS.
    package static var plainServer: HTTPServerBuilder {
        .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(180)))
    }

    /// Serves until the service group shuts down, then finishes the requests that it has begun.
    package func run() async throws {
        let application = Application(
            responder: responder,
            server: server,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), backlog: 1024),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
            logger: logger)
        try await application.run()
    }
}
