import Custodian
import CustodianContract
import FleetIdentity
import FleetRPC
import KeyMap
import SecretSharing
import Synchronization
import Testing

@Suite("A custodian over the wire")
struct ConnectionTests {
    @Test("many requests at once travel over one stream, and each gets its own answer")
    func manyAtOnce() async throws {
        try await RunningCustodian.serveGateway { running, connection in
            try await withThrowingTaskGroup(of: (UInt8, ShareResult).self) { group in
                for alpha in UInt8(0)..<200 {
                    group.addTask { (alpha, try await connection.use(RunningCustodian.use(alpha: alpha))) }
                }
                for try await (alpha, result) in group {
                    guard case .partial(let partial) = result else {
                        Issue.record("\(alpha) got \(result)")
                        continue
                    }
                    #expect(partial.element == [UInt8](repeating: alpha, count: 32))
                }
            }
            #expect(connection.unanswered == nil)
            #expect(running.custodian.callers.withLock { Set($0) } == ["gateway-1"])
        }
    }

    @Test("a key agreement's point and proof arrive as they were sent")
    func agreement() async throws {
        try await RunningCustodian.serveGateway { running, connection in
            let peer = [UInt8](7..<40)
            let result = try await connection.use(
                ShareUse(
                    share: QuorumFixture.share, epoch: Epoch(5), suite: .agreementP256, clientRequest: "r",
                    operation: "DeriveSharedSecret", action: .agree(peer: peer)))
            let proof = PRFPartial.Proof(first: [1] + peer, second: [2] + peer, response: [3] + peer)
            #expect(result == .agreement(AgreementPartial(epoch: Epoch(5), element: peer, proof: proof)))
        }
    }

    @Test("a replicated evaluation's question and values arrive as they were sent", arguments: [true, false])
    func replicated(crossChecked: Bool) async throws {
        try await RunningCustodian.serveGateway { running, connection in
            let (digest, alpha) = ([UInt8](0..<32), [UInt8](32..<64))
            let responders = MemberSet(mask: 0b10110)
            let result = try await connection.use(
                ShareUse(
                    share: QuorumFixture.share, epoch: Epoch(5), suite: .replicatedAES, clientRequest: "r",
                    operation: "Encrypt",
                    action: .evaluateReplicated(
                        contextDigest: digest, alpha: alpha, responders: responders, crossChecked: crossChecked)))
            let values = digest + alpha + [crossChecked ? 1 : 0]
            #expect(
                result == .replicated(ReplicatedPartial(epoch: Epoch(5), responders: responders, values: values)))
        }
    }

    @Test("trap 23: the caller is who TLS says, and each call is for its role alone")
    func rolesAreEnforced() async throws {
        try await RunningCustodian.serve { running in
            let gatewayAsHub = try HubConnection(
                to: running.record, from: running.node(.gateway, "gateway-1"),
                logger: RunningCustodian.quiet)
            try await running.with(gatewayAsHub) {
                #expect(await RunningCustodian.description(from: gatewayAsHub)?.revision == 7)
                await #expect(throws: LinkError.self) { try await gatewayAsHub.generateKey(WireFixture.step) }
            }
            let hub = try HubConnection(
                to: running.record, from: running.node(.hub, "hub-1"),
                logger: RunningCustodian.quiet)
            try await running.with(hub) {
                // Asked again where a busy machine makes it late.
                for _ in 0..<20 {
                    if case .abandoned? = try? await hub.generateKey(WireFixture.step) { return }
                }
                Issue.record("the hub's call did not reach the custodian")
            }
        }
    }

    @Test(
        "a certificate of the fleet's authority makes nobody a member that the charter does not name",
        arguments: [("gateway-2", FleetRole.gateway), ("custodian-1", .custodian)])
    func strangersAreRefused(id: String, role: FleetRole) async throws {
        try await RunningCustodian.serve { running in
            let connection = try GatewayConnection(
                to: running.record, from: running.node(role, id),
                logger: RunningCustodian.quiet)
            try await running.with(connection) {
                // The stream may open before the refusal arrives, but nothing is ever answered over it.
                for _ in 0..<20 {
                    await #expect(throws: (any Error).self) {
                        try await connection.use(RunningCustodian.use(alpha: 1))
                    }
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(running.custodian.callers.withLock { $0.isEmpty })
            }
        }
    }

    @Test("another fleet's authority, and another custodian's name, are no connection")
    func wrongServers() async throws {
        try await RunningCustodian.serve { running in
            let foreign = try FleetAuthority.create(fleet: "test-fleet", at: running.now, validForDays: 2)
            let stranger = try GatewayConnection(
                to: running.record,
                from: running.node(foreign.issue(.gateway, id: "gateway-1", at: running.now, validForDays: 1)),
                logger: RunningCustodian.quiet)
            let other = CustodianRecord(
                id: CustodianID("custodian-2"), ordinal: 2, region: "r", vendor: "v", operatorName: "o",
                endpoint: running.record.endpoint, identityKey: running.record.identityKey,
                sealingKey: running.record.sealingKey)
            let misled = try GatewayConnection(
                to: other, from: running.node(.gateway, "gateway-1"),
                logger: RunningCustodian.quiet)
            for connection in [stranger, misled] {
                try await running.with(connection) {
                    let isConnected = try await RunningCustodian.eventually(1) { connection.isConnected }
                    #expect(!isConnected)
                }
            }
        }
    }
}
