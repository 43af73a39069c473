package import FleetIdentity
import GRPCCore
import GRPCNIOTransportHTTP2Posix
package import Hub
package import Logging
import ServiceLifecycle

/// Serves a hub to gateways and to nodes that want to join, over gRPC and mutual TLS 1.3.
package struct HubServer: Service {
    private let server: GRPCServer<HTTP2ServerTransport.Posix>
    private let transport: HTTP2ServerTransport.Posix

    /// - Parameters:
    ///   - checkpoints: nil for a hub that makes none of its audit log.
    ///   - host: the IPv4 address to bind, with `port` 0 for any.
    /// - Throws: where the node's certificate cannot be used.
    package init(
        hub: Hub, node: FleetNode, certificates: CertificateDesk, door: JoinDesk,
        checkpoints: (any CheckpointDesk)? = nil, host: String, port: Int, logger: Logger
    ) throws {
        transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: host, port: port), transportSecurity: try NodeTLS.server(node.credentials),
            config: NodeTransport.config { certificate in
                let applicants = PeerExpectation(fleet: node.name.fleet, roles: [.applicant])
                if (try? applicants.check(certificate: certificate)) != nil { return }
                _ = try node.membership.admit(certificate, as: [.gateway], at: node.clock(), isRenewal: true)
            })
        server = GRPCServer(
            transport: transport,
            services: [
                HubEndpoint(
                    hub: hub, certificates: certificates, door: door, checkpoints: checkpoints,
                    gate: PeerGate(node: node, logger: logger), logger: logger)
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
