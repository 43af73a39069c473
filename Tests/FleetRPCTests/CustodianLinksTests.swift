import FleetIdentity
import FleetRPC
import Foundation
import KeyMap
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@Suite("Links to custodians, as the charter and certificates change")
struct CustodianLinksTests {
    /// Connected as soon as it runs; stopped when it was ended.
    private final class Link: NodeLink {
        struct Running: Service {
            let link: Link

            func run() async throws {
                link.running.withLock { $0 = true }
                defer { link.running.withLock { $0 = false } }
                try await Task.sleep(for: .seconds(600))
            }
        }

        let record: CustodianRecord
        let connects: Bool
        let running = Mutex(false)

        init(_ record: CustodianRecord, connects: Bool) {
            self.record = record
            self.connects = connects
        }

        var isConnected: Bool { connects && running.withLock { $0 } }
        var services: [any Service] { [Running(link: self)] }
        var grace: Duration { .zero }
    }

    private let authority: FleetAuthority
    private let node: FleetNode
    private let now: Timestamp

    init() throws {
        let now = Timestamp(seconds: Date().timeIntervalSince1970)
        self.now = now
        let authority = try FleetAuthority.create(fleet: "dev", at: now, validForDays: 30)
        self.authority = authority
        let hub = try authority.issue(.hub, id: "hub-1", at: now, validForDays: 1)
        let custodians = try (1...3).map { number in
            let custodian = try authority.issue(.custodian, id: "custodian-\(number)", at: now, validForDays: 1)
            return CustodianRecord(
                id: CustodianID(custodian.name.id), ordinal: UInt32(number), region: "r", vendor: "v",
                operatorName: "o", endpoint: "127.0.0.1:\(number)", identityKey: custodian.signingPublicKey,
                sealingKey: custodian.agreementPublicKey)
        }
        let charter = try FleetCharter(
            fleet: "dev", revision: 1, issued: now, authority: authority.certificate, hubKey: hub.signingPublicKey,
            hubs: ["hub-1"], gateways: [], custodians: custodians, leastQuorum: 2)
        node = FleetNode(
            credentials: try NodeCredentials(hub),
            membership: try Membership(authority.sign(charter), rootPublicKey: authority.rootPublicKey), clock: { now })
    }

    private func links(connecting: @escaping @Sendable (CustodianID) -> Bool = { _ in true }) -> CustodianLinks<Link> {
        CustodianLinks(node: node, logger: Logger(label: "test")) { Link($0, connects: connecting($0.id)) }
    }

    private func revoke(_ id: String) throws {
        let name = try SPIFFEIdentity(fleet: "dev", role: .custodian, id: id)
        try node.membership.adopt(authority.sign(node.membership.charter.removing(name, at: now)))
    }

    private func renewCertificate() throws {
        let desk = CertificateDesk(
            authority.issuing, membership: node.membership, validForHours: 48, clock: { [now] in now })
        try node.credentials.install(
            desk.certificate(node.credentials.requestRenewal(), role: .hub, id: "hub-1"), at: now)
    }

    private func until(_ condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while !condition(), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        #expect(condition())
    }

    private func running(_ links: CustodianLinks<Link>, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await links.run() }
            try await body()
            group.cancelAll()
        }
    }

    @Test("who has left has no link any more, and it is stopped")
    func revoked() async throws {
        let links = links()
        try await running(links) {
            let link = try #require(links[CustodianID("custodian-2")])
            try await until { link.isConnected }
            try revoke("custodian-2")
            try await until { links[CustodianID("custodian-2")] == nil && !link.isConnected }
            #expect(links[CustodianID("custodian-1")] != nil)
        }
    }

    @Test("a certificate that is renewed replaces every link")
    func renewed() async throws {
        let links = links()
        try await running(links) {
            let old = (1...3).compactMap { links[CustodianID("custodian-\($0)")] }
            try await until { old.count == 3 && old.allSatisfy(\.isConnected) }
            try renewCertificate()
            try await until {
                old.allSatisfy { links[$0.record.id] !== $0 && links[$0.record.id]?.isConnected == true }
            }
        }
    }

    @Test("a charter that comes while links are replaced is not undone by the replacement")
    func revokedMeanwhile() async throws {
        // No new link connects, so that the replacement waits long at each.
        let links = links { _ in false }
        try await running(links) {
            let old = (1...3).compactMap { links[CustodianID("custodian-\($0)")] }
            try await until { old.allSatisfy { $0.running.withLock { $0 } } }
            try renewCertificate()
            // One is replaced; the charter loses another, which has its turn in at most ten seconds.
            try await until { old.contains { links[$0.record.id] !== $0 } }
            let untouched = try #require(old.first { links[$0.record.id] === $0 })
            try revoke(untouched.record.id.description)
            try await until { links[untouched.record.id] == nil }
            let rest = try #require(old.first { $0 !== untouched && links[$0.record.id] === $0 })
            try await until { links[rest.record.id] !== rest }
            try await Task.sleep(for: .milliseconds(5_200))
            #expect(links[untouched.record.id] == nil)
        }
    }
}
