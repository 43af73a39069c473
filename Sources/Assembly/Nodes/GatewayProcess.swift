import FleetIdentity
import FleetRPC
import Foundation
import Groups
import KMSAPI
import KeyGeneration
import KeyMap
package import Logging
import ProcessHardening
import ServiceLifecycle

/// A gateway as a process of its own.
package enum GatewayProcess {
    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameter onReady: called once the KMS API listens, with a summary for a person.
    /// - Throws: what is wrong with configuration, files or machine, for a person to read.
    package static func run(
        _ configuration: GatewayConfiguration, logger: Logger, onReady: @escaping @Sendable (String) -> Void
    ) async throws {
        try LibsodiumSelfTest.run()
        try ProcessHardening.forbidDumps()
        try await ProcessLifetime.run(drainLimit: .seconds(10), logger: logger) {
            let services = try await services(configuration, logger: logger, onReady: onReady)
            return ProcessLifetime.Parts(services.map { .init(service: $0, successTerminationBehavior: .ignore) })
        }
    }

    private static func services(
        _ configuration: GatewayConfiguration, logger: Logger, onReady: @escaping @Sendable (String) -> Void
    ) async throws -> [any Service] {
        let front = try configuration.tls?.server(KMSApplication.plainServer, logger: logger)
        let entropy = try await ProcessEntropy.begin(configuration.entropy, as: configuration.id)
        let opened = try OpenedNode(
            configuration.files, as: .gateway, tracing: configuration.tracing, logger: logger)
        let charter = opened.charter
        let replica = KeyMapReplica(
            members: charter.members, hubKey: charter.hubKey, check: KeyCertificate.check(fleet: charter.fleet))
        let link = HubLink(node: opened.node, replica: replica, state: opened.state, logger: logger)
        let parts = try await GatewayAssembly(
            opened,
            .init(
                audit: configuration.audit, checkpoints: configuration.checkpoints, usage: configuration.usage,
                limits: configuration.limits,
                account: configuration.account,
                access: try AccessKey(file: configuration.access, sealedBy: opened.sealing),
                accessKeys: { link.accessKeyMaster }, importTokenSeconds: 86_400,
                decryptCache: configuration.decryptCache,
                defaultSuite: configuration.defaultSuite),
            replica: replica, control: link, board: link, entropy: entropy, logger: logger)
        link.exchangeCheckpoints(with: parts.records.desk)
        let region = charter.gatewayPlaces[configuration.id]?.region ?? ""
        let api = KMSApplication(
            gateway: parts.gateway, clients: parts.clients, regions: .wellFormed, host: configuration.host,
            port: configuration.port, server: front?.server, tracer: opened.node.tracer, logger: logger
        ) { port in
            onReady(
                """
                ready  gateway \(configuration.id) of fleet \(charter.fleet) in \(region)
                  KMS API    \(front == nil ? "http" : "https")://\(configuration.host):\(port)
                """)
        }
        let renewal = [front?.renewal].compactMap(\.self)
        let operations = OperationsServer.make(
            configuration.operations, metrics: parts.metrics, entropy: entropy, logger: logger
        ) { await parts.health(replica) }
        let spans: (any Service)? = opened.tracing?.file
        return [spans, parts.audit, link, operations].compactMap(\.self) + entropy.services(logger: logger)
            + renewal + parts.services + [
                parts.links, CertificateAlarm(node: opened.node, logger: logger),
                AfterKeyMap(link: link, service: api, logger: logger),
            ]
    }
}

/// Begins a service when the key map has come: a gateway without it would deny that keys exist.
private struct AfterKeyMap<Then: Service>: Service {
    let link: HubLink
    let service: Then
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var waited = 0
            while !link.isReady, !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(20))
                waited += 1
                if waited % 250 == 0 { logger.warning("waiting for the key map: the hub is out of reach") }
            }
        }
        guard link.isReady else { return }
        try await service.run()
    }
}
