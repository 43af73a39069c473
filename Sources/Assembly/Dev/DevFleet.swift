import AdminAPI
import FleetIdentity
import Foundation
import Groups
import Hub
import Hummingbird
import KMSAPI
import KeyMap
package import Logging
import ProcessHardening
import SecretSharing
import Secrets
import ServiceLifecycle

/// A whole small fleet on this machine: hub and gateway in this process, custodians as processes of their own.
package struct DevFleet: Sendable {
    private let options: DevOptions
    private let folder: DevFolder
    private let logger: Logger

    package init(_ options: DevOptions, logger: Logger) {
        self.options = options
        folder = DevFolder(options.folder)
        self.logger = logger
    }

    /// Starts the fleet and serves until SIGTERM or SIGINT.
    ///
    /// - Parameter onReady: called once everything serves, with a summary for a person.
    /// - Throws: ``ConfigurationFault`` and the errors of the parts, for a person to read.
    package func run(onReady: @escaping @Sendable (String) -> Void) async throws {
        try LibsodiumSelfTest.run()
        try ProcessHardening.forbidDumps()
        let lock = try folder.lock()
        defer { lock.release() }
        try await ProcessLifetime.run(drainLimit: .seconds(10), logger: logger) { try await start(onReady: onReady) }
    }

    private func start(onReady: @escaping @Sendable (String) -> Void) async throws -> ProcessLifetime.Parts {
        if options.isFresh { try folder.wipe() }
        if let traces = options.traces {
            try FileManager.default.createDirectory(atPath: traces, withIntermediateDirectories: true)
        }
        let ports = try await ports()
        let entropy = try await ProcessEntropy.begin(.environment(), as: "dev \(folder.path)")
        if try !folder.isComplete() {
            try entropy.requireKeys()
            try folder.create(options, ports: ports.custodians, now: SystemTime.now())
        }
        let authority = try folder.authority()
        let charter = try folder.charter(authority, options: options, ports: ports.custodians, now: SystemTime.now())
        try folder.configureCustodians(charter, authority, options, now: SystemTime.now())
        let nodes = try await DevNodes(
            folder: folder, authority: authority, options: options, entropy: entropy, logger: logger)
        let children = CustodianChildren(
            children: try await CustodianChildren.start(
                charter.custodians, folder: folder, options: options), logger: logger)
        try describe(charter, children: children, ports: ports, access: nodes.access)
        let readiness = DevReadiness(
            roster: nodes.gateway.roster, feed: nodes.hub.hub.feed, custodians: charter.custodians.map(\.id),
            children: children)
        let summary = ([summary(ports, charter)] + DevPlacement.relaxations(charter, threshold: options.threshold))
            .joined(separator: "\n")
        let services: [any Service] =
            nodes.spans + entropy.services(logger: logger) + [nodes.gateway.audit, children] + nodes.services + [
                KMSApplication(
                    gateway: nodes.gateway.gateway, clients: nodes.gateway.clients, regions: .wellFormed,
                    host: "127.0.0.1",
                    port: ports.kms, tracer: nodes.tracers.gateway, logger: logger,
                    onRunning: { _ in readiness.apiIsRunning() }),
                Application(
                    router: AdminRouter(
                        view: nodes.view, fleet: nodes.hub.administration, metrics: nodes.gateway.metrics,
                        recorder: nodes.hub.recorder,
                        token: nodes.access.adminToken,
                        account: options.account, isDevelopment: true, tracer: nodes.tracers.hub
                    ).makeRouter(), configuration: .init(address: .hostname("127.0.0.1", port: ports.admin)),
                    onServerRunning: { _ in readiness.apiIsRunning() }, logger: logger),
                Readiness(readiness: readiness) { onReady(summary) },
            ]
        return ProcessLifetime.Parts(
            services.map { .init(service: $0, successTerminationBehavior: .ignore) }, abandon: { await children.stop() }
        )
    }

    private struct Ports {
        let kms: Int
        let admin: Int
        let custodians: [Int]
    }

    private func ports() async throws -> Ports {
        let count = options.custodianCount
        guard options.portBase != 0 else {
            let free = try await FreePorts.find(count + 2)
            return Ports(kms: free[0], admin: free[1], custodians: Array(free[2...]))
        }
        let base = options.portBase
        let ports = Ports(kms: base, admin: base + 1, custodians: (0..<count).map { base + 10 + $0 })
        try await FreePorts.check([ports.kms, ports.admin] + ports.custodians)
        return ports
    }

    /// Writes `fleet.json` and `env`.
    private func describe(
        _ charter: FleetCharter, children: CustodianChildren, ports: Ports, access: DevAccess
    ) throws {
        let kms = "http://127.0.0.1:\(ports.kms)"
        let admin = "http://127.0.0.1:\(ports.admin)"
        let pids = children.pids
        let description = FleetDescription(
            version: 1, kms: kms, admin: admin, pid: ProcessInfo.processInfo.processIdentifier,
            custodians: charter.custodians.map { custodian in
                FleetDescription.Member(
                    id: custodian.id.description, index: custodian.ordinal, pid: pids[custodian.id] ?? 0,
                    endpoint: custodian.endpoint, kind: custodian.kind.rawValue, region: custodian.region,
                    vendor: custodian.vendor,
                    operatorName: custodian.operatorName,
                    config: "\(folder.custodian(Int(custodian.ordinal)))/quorate.yaml")
            })
        try description.write(to: folder.file("fleet.json"))
        let exports = access.exports(
            kms: kms, admin: admin, region: DevFolder.place(1).region, tokenFile: folder.file("admin-token"))
        try PrivateFile.write(Array(exports.utf8), to: folder.file("env"))
    }

    private func summary(_ ports: Ports, _ charter: FleetCharter) -> String {
        """
        ready  \(options.threshold) fleet \(charter.fleet) in \(folder.path)
          KMS API    http://127.0.0.1:\(ports.kms)
          admin API  http://127.0.0.1:\(ports.admin)
          custodians \(charter.custodians.map(\.endpoint).joined(separator: " "))
          to use it  source \(ShellWord.quoted(folder.file("env"))) && aws kms list-keys
        """
    }
}
