import GRPCNIOTransportHTTP2Posix

/// What every server of a node is set up with.
enum NodeTransport {
    /// - Parameter check: whether who connects may be there at all.
    static func config(_ check: @escaping NodeTLS.PeerCheck) -> HTTP2ServerTransport.Posix.Config {
        var config = HTTP2ServerTransport.Posix.Config.defaults
        config.rpc.maxRequestPayloadSize = Wire.messageLimit
        config.connection.keepalive.clientBehavior = .init(
            minPingIntervalWithoutCalls: .milliseconds(500), allowWithoutCalls: true)
        config.channelDebuggingCallbacks.onAcceptTCPConnection = NodeTLS.guarding(check)
        return config
    }
}
