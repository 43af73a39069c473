import AWSProtocol
import Gateway
import GatewayTestSupport
import KMSAPI
import KeyMap
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The application on a real port, in front of a fake fleet.
struct RunningAPI: Sendable {
    static let secret = SigningSecret(secretAccessKey: "secret")

    let fleet: FakeFleet
    let port: Int

    /// Runs `body` against the application, then shuts it down.
    static func with(
        regions: KMSRegions = .wellFormed, _ body: @Sendable (RunningAPI) async throws -> Void
    ) async throws {
        let fleet = FakeFleet()
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let application = KMSApplication(
            gateway: fleet.gateway(), clients: KMSClientDirectory().adding(FakeFleet.client, secret: secret),
            regions: regions, host: "127.0.0.1", port: 0, logger: logger,
            onRunning: { continuation.yield($0) })
        let group = ServiceGroup(services: [application], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports.prefix(1) {
                try await body(RunningAPI(fleet: fleet, port: port))
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// A signed request, as bytes on the wire.
    func signed(
        _ target: String?, _ body: String, region: String = FakeFleet.region, secret: SigningSecret = secret,
        header: SignableRequest.Header? = nil, change: (inout SignableRequest) -> Void = { _ in }
    ) -> [UInt8] {
        var request = SignableRequest(headers: [.init("Host", "127.0.0.1:\(port)")], body: Array(body.utf8))
        if let target { request.headers.append(.init("X-Amz-Target", target)) }
        if let header { request.headers.append(header) }
        RequestSigner(accessKeyID: FakeFleet.client.accessKeyID, secret: secret, region: region)
            .sign(&request, now: fleet.clock.now.microseconds / 1_000_000)
        change(&request)
        return Self.bytes(request)
    }

    static func bytes(_ request: SignableRequest) -> [UInt8] {
        var text = "\(request.method) \(request.path) HTTP/1.1\r\n"
        for header in request.headers { text += "\(header.name): \(header.value)\r\n" }
        text += "Content-Length: \(request.body.count)\r\nConnection: close\r\n\r\n"
        return Array(text.utf8) + request.body
    }

    /// Sends bytes and returns everything that comes back until the connection closes.
    func send(_ bytes: [UInt8]) async throws -> HTTPReply {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var reply: [UInt8] = []
            do {
                try await outbound.write(ByteBuffer(bytes: bytes))
                for try await part in inbound { reply += part.readableBytesView }
            } catch {
                // The server may close while we still write: what counts is what it said before.
            }
            return HTTPReply(String(decoding: reply, as: UTF8.self))
        }
    }
}

/// An answer, taken apart.
struct HTTPReply: Sendable {
    let head: String
    let body: String

    init(_ text: String) {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        head = parts.first.map(String.init) ?? ""
        body = parts.count > 1 ? String(parts[1]) : ""
    }

    var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    func header(_ name: String) -> String? {
        head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { String($0.drop { $0 != ":" }.dropFirst(2)) }
    }

    /// Whether the body is this AWS error.
    func isError(_ name: String) -> Bool { body.hasPrefix(#"{"__type":"\#(name)","#) }
}
