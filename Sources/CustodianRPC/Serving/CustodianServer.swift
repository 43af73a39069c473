package import Custodian
package import FleetIdentity
import GRPCCore
import GRPCNIOTransportHTTP2Posix
package import Logging
import ServiceLifecycle

/// Serves one custodian over gRPC and mutual TLS 1.3.
package struct CustodianServer: Service {
    private let server: GRPCServer<HTTP2ServerTransport.Posix>
    private let transport: HTTP2ServerTransport.Posix
    private let logger: Logger
    private let name: String

    /// - Parameters:
    ///   - permits: what the hub's stream of permits feeds.
    ///   - charter: who may call; a certificate alone makes nobody a member.
    ///   - host: the address to bind, with `port` 0 for any.
    package init(
        service: any CustodianService, permits: HubPermits, identity: NodeIdentity, charter: FleetCharter, host: String,
        port: Int, logger: Logger
    ) {
        var config = HTTP2ServerTransport.Posix.Config.defaults
        config.rpc.maxRequestPayloadSize = Wire.messageLimit
        config.connection.keepalive.clientBehavior = .init(
            minPingIntervalWithoutCalls: .milliseconds(500), allowWithoutCalls: true)
        config.channelDebuggingCallbacks.onAcceptTCPConnection = NodeTLS.requireVersion13
        transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: host, port: port), transportSecurity: NodeTLS.server(identity), config: config)
        server = GRPCServer(
            transport: transport,
            services: [CustodianEndpoint(custodian: service, permits: permits, charter: charter, logger: logger)])
        self.logger = logger
        name = identity.name.description
    }

    /// The port in use, once ``run()`` has bound it.
    package func boundPort() async throws -> Int? {
        try await transport.listeningAddress.ipv4?.port
    }

    package func run() async throws {
        try await server.serveUntilShutdown()
    }
}
