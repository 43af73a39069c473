import FleetIdentity
import FleetProto
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KeyMap
import Telemetry

/// A connection to one node of the fleet, made again when it is lost.
struct NodeChannel: Sendable {
    typealias Client = GRPCClient<HTTP2ClientTransport.Posix>

    let client: Client

    /// Waits for no connection: a node that is gone is passed over at once.
    static var options: CallOptions {
        var options = CallOptions.defaults
        options.waitForReady = false
        options.maxRequestMessageBytes = Wire.messageLimit
        options.maxResponseMessageBytes = Wire.messageLimit
        return options
    }

    /// - Parameters:
    ///   - endpoint: `host:port`; an IPv4 address or a name.
    ///   - tracer: what the node records calls by, if it does.
    ///   - check: whether the certificate at the other end is the peer's.
    /// - Throws: where the endpoint is no `host:port`, or the TLS configuration is refused.
    init(
        to peer: SPIFFEIdentity, endpoint: String, credentials: TLSCredentials, tracer: Tracer? = nil,
        check: @escaping NodeTLS.PeerCheck
    ) throws {
        let parts = endpoint.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1]).map(Int.init), port > 0 else {
            throw WireError("the endpoint of \(peer), \(endpoint), is no host:port")
        }
        let host = String(parts[0])
        var config = HTTP2ClientTransport.Posix.Config.defaults
        config.http2.authority = NodeName.host(role: peer.role, id: peer.id, fleet: peer.fleet)
        config.backoff = .init(initial: .milliseconds(50), max: .milliseconds(500), multiplier: 1.6, jitter: 0.2)
        config.connection.maxIdleTime = nil
        // A frozen process keeps its connection: only pings without an answer show that it is gone.
        config.connection.keepalive = .init(time: .seconds(2), timeout: .seconds(2), allowWithoutCalls: true)
        config.channelDebuggingCallbacks.onCreateTCPConnection = NodeTLS.guarding(check)
        let security = NodeTLS.client(credentials)
        let transport =
            if Self.isAddress(endpoint) {
                try HTTP2ClientTransport.Posix(
                    target: .ipv4(address: host, port: port), transportSecurity: security, config: config)
            } else {
                try HTTP2ClientTransport.Posix(
                    target: .dns(host: host, port: port), transportSecurity: security, config: config)
            }
        client = Client(
            transport: transport, interceptors: [ClientTracing(tracer: tracer, peer: peer.description)])
    }

    /// Whether an endpoint is an IPv4 address, and no name that another address may stand behind later. The library looks a
    /// name up once for a channel.
    static func isAddress(_ endpoint: String) -> Bool {
        endpoint.utf8.allSatisfy { "0123456789.:".utf8.contains($0) }
    }

    /// A channel to a custodian of the charter, which has to show a certificate that the charter vouches for.
    ///
    /// - Throws: where the endpoint is no `host:port`, or the TLS configuration is refused.
    init(to custodian: CustodianRecord, from node: FleetNode) throws {
        let id = custodian.id.description
        try self.init(
            to: SPIFFEIdentity(fleet: node.name.fleet, role: .custodian, id: id), endpoint: custodian.endpoint,
            credentials: node.credentials.tls, tracer: node.tracer
        ) { certificate in
            // The hub also goes to custodians whose certificates have ended: it brings the next.
            _ = try node.membership.admit(
                certificate, as: [.custodian], id: id, at: node.clock(), isRenewal: node.name.role == .hub)
        }
    }

    /// A channel to the fleet's hub.
    ///
    /// - Throws: where the charter has no endpoint of a hub, or the TLS configuration is refused.
    init(toHubFrom node: FleetNode) throws {
        let charter = node.membership.charter
        guard let hub = charter.hubs.first, !charter.hubEndpoint.isEmpty else {
            throw WireError("the charter of fleet \(charter.fleet) has no hub that could be reached")
        }
        try self.init(
            to: SPIFFEIdentity(fleet: charter.fleet, role: .hub, id: hub), endpoint: charter.hubEndpoint,
            credentials: node.credentials.tls, tracer: node.tracer
        ) { certificate in
            _ = try node.membership.admit(certificate, as: [.hub], id: hub, at: node.clock())
        }
    }

    var custodian: Wire.Service.Client<HTTP2ClientTransport.Posix> { Wire.Service.Client(wrapping: client) }
    var hub: Wire.Hub.Client<HTTP2ClientTransport.Posix> { Wire.Hub.Client(wrapping: client) }
}
