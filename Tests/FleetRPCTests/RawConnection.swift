import FleetIdentity
import KeyMap
import NIOCore
import NIOPosix
import NIOSSL

/// Bytes to a custodian over mutual TLS, without a library that speaks HTTP/2 well.
enum RawConnection {
    /// The HTTP/2 preface and empty settings: a server that goes on answers with its own.
    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]

    static func open(
        to running: RunningCustodian, as identity: NodeIdentity, version: TLSVersion = .tlsv13,
        handler: @escaping @Sendable () -> any ChannelInboundHandler
    ) async throws -> any Channel {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = version
        configuration.maximumTLSVersion = version
        configuration.certificateChain = [
            .certificate(try NIOSSLCertificate(bytes: Array(identity.certificateChainPEM.utf8), format: .pem))
        ]
        configuration.privateKey = .privateKey(
            try NIOSSLPrivateKey(bytes: Array(identity.tlsKeyPEM.utf8), format: .pem))
        configuration.trustRoots = .certificates([
            try NIOSSLCertificate(bytes: Array(identity.authorityPEM.utf8), format: .pem)
        ])
        configuration.applicationProtocols = ["h2"]
        let context = try NIOSSLContext(configuration: configuration)
        let host = NodeName.host(role: .custodian, id: "custodian-1", fleet: running.fleet)
        let port = running.record.endpoint.split(separator: ":").last.flatMap { Int($0) } ?? 0
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        try NIOSSLClientHandler(context: context, serverHostname: host))
                    try channel.pipeline.syncOperations.addHandler(handler())
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    /// The frame with one message of gRPC on stream 1, which stays open.
    static func message(_ bytes: [UInt8]) -> [UInt8] {
        let payload = [0, 0, 0] + [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xff)] + bytes
        return [0, UInt8(payload.count >> 8), UInt8(payload.count & 0xff), 0, 0, 0, 0, 0, 1] + payload
    }

    /// The frame that opens stream 1 with a call of `method`, and leaves it open.
    static func opening(_ method: String) -> [UInt8] {
        let headers = [
            (":method", "POST"), (":scheme", "https"), (":path", method), (":authority", "custodian-1"),
            ("te", "trailers"), ("content-type", "application/grpc"),
        ]
        // Literal fields, neither indexed nor Huffman-coded (RFC 7541, section 6.2.2).
        let block = headers.flatMap { name, value -> [UInt8] in
            [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
        }
        return [0, UInt8(block.count >> 8), UInt8(block.count & 0xff), 1, 4, 0, 0, 0, 1] + block
    }
}
