import Custodian
import CustodianContract
import FleetIdentity
import FleetRPC
import Foundation
import KeyMap
import Logging
import ServiceLifecycle
import Testing

/// A fleet of one served custodian, with identities for everyone who might call it.
struct RunningCustodian: Sendable {
    let fleet = "test-fleet"
    let authority: FleetAuthority
    let membership: Membership
    /// The nodes that the charter names, by their ids.
    let members: [String: NodeIdentity]
    let record: CustodianRecord
    let custodian: RecordingCustodian
    /// The custodian's way to a hub that has opened a stream.
    let permits: HubPermits
    /// What the custodian says and hears of audit logs.
    let checkpoints: RecordingCheckpoints
    let now: Timestamp

    /// Serves while `body` runs, and is cancelled then.
    static func serve(_ body: (RunningCustodian) async throws -> Void) async throws {
        let (server, running) = try prepare()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(running(server.boundPort() ?? 0))
        }
    }

    /// Serves while `body` runs, and is stopped then as a process is that gets SIGTERM.
    ///
    /// - Parameter limit: what is not drained after it is cancelled.
    static func serve(
        andDrainWithin limit: Duration, _ body: (RunningCustodian) async throws -> Void
    ) async throws {
        let (server, running) = try prepare()
        var configuration = ServiceGroupConfiguration(services: [.init(service: server)], logger: quiet)
        configuration.maximumGracefulShutdownDuration = limit
        let services = ServiceGroup(configuration: configuration)
        let serving = Task { try await services.run() }
        defer { serving.cancel() }
        try await body(running(server.boundPort() ?? 0))
        await services.triggerGracefulShutdown()
        let hasEnded = await ends(serving)
        #expect(hasEnded)
        if hasEnded { try await serving.value }
    }

    /// Whether a task ends in time: one that ignores cancellation must fail its test, and not keep it.
    static func ends(_ task: Task<Void, some Error>, within limit: Duration = .seconds(10)) async -> Bool {
        let (ends, end) = AsyncStream<Bool>.makeStream()
        Task {
            _ = await task.result
            end.yield(true)
        }
        Task {
            try await Task.sleep(for: limit)
            end.yield(false)
        }
        return await ends.first { _ in true } ?? false
    }

    /// A server that does not run yet, and what there is to know once its port is.
    private static func prepare() throws -> (CustodianServer, @Sendable (_ port: Int) -> RunningCustodian) {
        let now = Timestamp(seconds: Date().timeIntervalSince1970)
        let authority = try FleetAuthority.create(fleet: "test-fleet", at: now, validForDays: 2)
        let identity = try authority.issue(
            .custodian, id: "custodian-1",
            hosts: [NodeName.host(role: .custodian, id: "custodian-1", fleet: "test-fleet")], at: now, validForDays: 1)
        let hub = try authority.issue(.hub, id: "hub-1", at: now, validForDays: 1)
        let gateway = try authority.issue(.gateway, id: "gateway-1", at: now, validForDays: 1)
        @Sendable func record(_ endpoint: String) -> CustodianRecord {
            CustodianRecord(
                id: CustodianID("custodian-1"), ordinal: 1, region: "r", vendor: "v", operatorName: "o",
                endpoint: endpoint, identityKey: identity.signingPublicKey, sealingKey: identity.agreementPublicKey)
        }
        let charter = try FleetCharter(
            fleet: "test-fleet", revision: 1, issued: now, authority: authority.certificate,
            hubKey: hub.signingPublicKey, hubs: ["hub-1"], gateways: ["gateway-1"],
            gatewayKeys: ["gateway-1": gateway.signingPublicKey], custodians: [record("127.0.0.1:0")], leastQuorum: 2)
        let membership = try Membership(authority.sign(charter), rootPublicKey: authority.rootPublicKey)
        let service = RecordingCustodian()
        let permits = HubPermits(logger: quiet)
        let checkpoints = RecordingCheckpoints(own: [[7], [8]], known: [9])
        let server = try CustodianServer(
            service: service, permits: permits,
            node: FleetNode(credentials: NodeCredentials(identity), membership: membership, clock: clock),
            checkpoints: checkpoints, host: "127.0.0.1", port: 0, logger: quiet)
        return (
            server,
            { port in
                RunningCustodian(
                    authority: authority, membership: membership,
                    members: ["hub-1": hub, "gateway-1": gateway, "custodian-1": identity],
                    record: record("127.0.0.1:\(port)"), custodian: service, permits: permits,
                    checkpoints: checkpoints, now: now)
            }
        )
    }

    static let quiet: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    /// A member of the fleet, or somebody with a certificate of its authority whom the charter does not name.
    func identity(_ role: FleetRole, _ id: String) throws -> NodeIdentity {
        if let member = members[id], member.name.role == role { return member }
        return try authority.issue(role, id: id, at: now, validForDays: 1)
    }

    /// Somebody before the fleet's charter.
    func node(_ identity: NodeIdentity) throws -> FleetNode {
        FleetNode(credentials: try NodeCredentials(identity), membership: membership, clock: Self.clock)
    }

    func node(_ role: FleetRole, _ id: String) throws -> FleetNode { try node(identity(role, id)) }

    static let clock: @Sendable () -> Timestamp = { Timestamp(seconds: Date().timeIntervalSince1970) }

    /// Serves a gateway, connected, while `body` runs.
    static func serveGateway(
        _ body: @escaping @Sendable (RunningCustodian, GatewayConnection) async throws -> Void
    ) async throws {
        try await serve { running in
            let connection = try GatewayConnection(
                to: running.record, from: running.node(.gateway, "gateway-1"), logger: quiet)
            try await running.with(connection) {
                #expect(try await eventually { connection.isConnected })
                try await body(running, connection)
            }
        }
    }

    /// Runs a service while `body` runs.
    func with<Value: Sendable>(
        _ service: some Service, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await service.run()
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    /// Waits up to `seconds` for a condition.
    static func eventually(_ seconds: Double = 5, _ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<Int(seconds * 50) {
            if condition() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return condition()
    }

    /// What the custodian says of itself; asked again where a busy machine makes it late.
    static func description(from connection: HubConnection) async -> CustodianDescription? {
        for _ in 0..<40 {
            if let description = try? await connection.describe() { return description }
        }
        return nil
    }

    static func use(alpha: UInt8) -> ShareUse {
        ShareUse(
            share: ShareName(key: KeyID("k"), version: .first, shard: 1), epoch: .first, suite: .ristrettoPRF,
            clientRequest: "r", operation: "Encrypt",
            action: .evaluatePRF(
                contextDigest: [UInt8](repeating: 0, count: 32), alpha: [UInt8](repeating: alpha, count: 32),
                withProof: false))
    }
}
