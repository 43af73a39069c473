import CustodianProto
import FleetIdentity
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KeyMap

/// How a gateway or hub reaches one custodian.
struct CustodianChannel: Sendable {
    typealias Client = GRPCClient<HTTP2ClientTransport.Posix>

    let client: Client

    var stub: Wire.Service.Client<HTTP2ClientTransport.Posix> { Wire.Service.Client(wrapping: client) }

    /// Waits for no connection: a custodian that is gone is passed over at once.
    static var options: CallOptions {
        var options = CallOptions.defaults
        options.waitForReady = false
        options.maxRequestMessageBytes = Wire.messageLimit
        options.maxResponseMessageBytes = Wire.messageLimit
        return options
    }

    /// - Throws: where the endpoint is no `host:port`, or the TLS configuration is refused.
    init(to custodian: CustodianRecord, fleet: String, identity: NodeIdentity) throws {
        let parts = custodian.endpoint.split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1]) else {
            throw WireError("the endpoint of custodian \(custodian.id), \(custodian.endpoint), is no host:port")
        }
        var config = HTTP2ClientTransport.Posix.Config.defaults
        config.http2.authority = NodeName.host(role: .custodian, id: custodian.id.description, fleet: fleet)
        config.backoff = .init(initial: .milliseconds(50), max: .milliseconds(500), multiplier: 1.6, jitter: 0.2)
        config.connection.maxIdleTime = nil
        // A frozen process keeps its connection: only pings without an answer show that it is gone.
        config.connection.keepalive = .init(time: .seconds(2), timeout: .seconds(2), allowWithoutCalls: true)
        config.channelDebuggingCallbacks.onCreateTCPConnection = NodeTLS.requireVersion13
        client = Client(
            transport: try HTTP2ClientTransport.Posix(
                target: .ipv4(address: String(parts[0]), port: port), transportSecurity: NodeTLS.client(identity),
                config: config))
    }
}
