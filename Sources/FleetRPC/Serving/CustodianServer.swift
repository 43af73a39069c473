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

    /// - Parameters:
    ///   - permits: what the hub's stream of permits feeds.
    ///   - node: who this is, and who may call; a certificate alone makes nobody a member.
    ///   - fleetKeys: what other custodians get the fleet key from.
    ///   - checkpoints: nil for a custodian that makes none of its audit log.
    ///   - host: the address to bind, with `port` 0 for any.
    /// - Throws: where the node's certificate cannot be used.
    package init(
        service: any CustodianService, permits: HubPermits, node: FleetNode, fleetKeys: FleetKeyExchange? = nil,
        checkpoints: (any CheckpointDesk)? = nil, host: String, port: Int, logger: Logger
    ) throws {
        transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: host, port: port), transportSecurity: try NodeTLS.server(node.credentials),
            config: NodeTransport.config { certificate in
                _ = try node.membership.admit(certificate, as: [.hub, .gateway, .custodian], at: node.clock())
            })
        let gate = PeerGate(node: node, logger: logger)
        server = GRPCServer(
            transport: transport,
            services: [
                CustodianEndpoint(
                    custodian: service, feeds: FeedTurns(service), permits: permits, gate: gate, fleetKeys: fleetKeys,
                    checkpoints: checkpoints, logger: logger)
            ], interceptors: [ServerTracing(tracer: node.tracer)])
    }

    /// The port in use, once ``run()`` has bound it.
    package func boundPort() async throws -> Int? {
        try await transport.listeningAddress.ipv4?.port
    }

    package func run() async throws {
        try await server.serveUntilShutdown()
    }
}
