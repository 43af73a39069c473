import AdminAPI
import AuditStorage
import FleetIdentity
import FleetRPC
import Foundation
import Groups
import Hub
import Hummingbird
import KeyMap
package import Logging
import ProcessHardening
import ServiceLifecycle

/// A hub as a process of its own.
package enum HubProcess {
    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameter onReady: called once both interfaces listen, with a summary for a person.
    /// - Throws: what is wrong with configuration, files or machine, for a person to read.
    package static func run(
        _ configuration: HubConfiguration, logger: Logger, onReady: @escaping @Sendable (String) -> Void
    ) async throws {
        try LibsodiumSelfTest.run()
        try ProcessHardening.forbidDumps()
        try await ProcessLifetime.run(drainLimit: .seconds(10), logger: logger) {
            let services = try await services(configuration, logger: logger, onReady: onReady)
            return ProcessLifetime.Parts(services.map { .init(service: $0, successTerminationBehavior: .ignore) })
        }
    }

    private static func services(
        _ configuration: HubConfiguration, logger: Logger, onReady: @escaping @Sendable (String) -> Void
    ) async throws -> [any Service] {
        let front = try configuration.tls?.server(logger: logger)
        let entropy = try await ProcessEntropy.begin(configuration.entropy, as: configuration.id)
        let opened = try OpenedNode(
            configuration.files, as: .hub, tracing: configuration.tracing, logger: logger)
        let authority = try IssuingAuthority(file: configuration.authority, sealedBy: opened.sealing)
        guard authority.certificate == opened.charter.authority else {
            throw ConfigurationFault(
                "The issuing authority in \(configuration.authority) is not the one that the charter of "
                    + "\(opened.charter.fleet) names.")
        }
        let token = try adminToken(configuration.adminToken)
        let parts = try await HubAssembly(
            opened,
            .init(
                database: configuration.database, audit: configuration.audit, checkpoints: configuration.checkpoints,
                threshold: configuration.threshold,
                authority: authority,
                certificateHours: configuration.certificateHours, ownGateway: nil), logger: logger)
        parts.metrics.register(entropy)
        let (hub, links) = (parts.hub, parts.links)
        let view = FleetView(
            fleet: opened.charter.fleet, threshold: configuration.threshold, hub: hub,
            audit: {
                AuditLogStatus(
                    failure: await parts.audit.health(at: SystemTime.now())?.message,
                    hasGap: parts.audit.opening.hasGap, lost: parts.audit.lostFiles)
            },
            entropy: { EntropyDescription(entropy.report) }, starved: { parts.entropyWatch.starved },
            name: configuration.id,
            describe: { try? await links[$0]?.describe() })
        let server = try HubServer(
            hub: hub, node: opened.node, certificates: parts.certificates, door: parts.door,
            checkpoints: parts.records.desk, host: configuration.host, port: configuration.port, logger: logger)
        let admin = Application(
            router: AdminRouter(
                view: view, fleet: parts.administration, metrics: parts.metrics, recorder: parts.recorder, token: token,
                isDevelopment: false, tracer: opened.node.tracer
            ).makeRouter(),
            server: front?.server ?? .http1(),
            configuration: .init(address: .hostname(configuration.adminHost, port: configuration.adminPort)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.adminPort
                let address = (try? await server.boundPort()).flatMap(\.self) ?? configuration.port
                onReady(
                    """
                    ready  hub \(configuration.id) of fleet \(opened.charter.fleet)
                      nodes      \(configuration.host):\(address)
                      admin API  \(front == nil ? "http" : "https")://\(configuration.adminHost):\(port)
                    """)
            }, logger: logger)
        let spans: (any Service)? = opened.tracing?.file
        return [spans].compactMap(\.self) + entropy.services(logger: logger) + parts.services
            + [front?.renewal].compactMap(\.self) + [server, admin]
    }

    private static func adminToken(_ path: String) throws -> String {
        let bytes = try PrivateFile.read(path, limit: 4_096)
        let token = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard token.utf8.count >= 32 else {
            throw ConfigurationFault(
                "The admin token in \(path) is shorter than 32 characters: write another one (openssl rand -hex 32).")
        }
        return token
    }
}
