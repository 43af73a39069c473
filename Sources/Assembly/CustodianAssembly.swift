import AuditLog
import AuditStorage
package import Custodian
import CustodianRPC
import FleetIdentity
import Foundation
import Groups
package import KeyGeneration
package import KeyMap
package import Logging
import ProcessHardening
import SQLiteStorage
import Secrets
package import ServiceLifecycle

/// Puts a custodian's process together from its configuration.
package enum CustodianAssembly {
    /// - Parameter decorate: wraps the custodian; test builds that misbehave on purpose use it.
    /// - Throws: what is wrong with configuration, identity, vault or machine, for a person to read.
    package static func services(
        _ configuration: CustodianConfiguration, logger: Logger,
        decorate: (any CustodianService, any CeremonySigner) -> any CustodianService = { custodian, _ in custodian }
    ) async throws -> [any Service] {
        try LibsodiumSelfTest.run()
        let isHardened = try harden(configuration, logger: logger)
        let sealingKey = try SealingKey.load(
            file: configuration.sealingKey, environment: ProcessInfo.processInfo.environment)
        let identity = try NodeIdentity(file: configuration.identity, sealedBy: sealingKey)
        let charter = try SignedCharter(file: configuration.charter).verify(rootPublicKey: configuration.rootKey)
        guard identity.name.role == .custodian, identity.name.id == configuration.id, charter.names(identity.name)
        else {
            throw ConfigurationFault(
                "The identity in \(configuration.identity) is \(identity.name), which is not custodian "
                    + "\(configuration.id) of the charter in \(configuration.charter).")
        }
        let audit = try AuditFileWriter(
            folder: AuditFolder(configuration.audit), name: "custodian-\(configuration.id)",
            region: configuration.region, identity: .node(identity.name.description), at: SystemTime.now())
        audit.opening.warn(folder: configuration.audit, logger)
        let permits = HubPermits(logger: logger)
        let peers = try charter.custodians.filter { $0.id.description != configuration.id }.map {
            try PeerConnection(to: $0, fleet: charter.fleet, identity: identity, logger: logger)
        }
        let custodian = Custodian(
            settings: CustodianSettings(
                fleet: charter.fleet, custodian: CustodianID(configuration.id), leastQuorum: charter.leastQuorum,
                gateways: charter.gatewayPlaces,
                signer: identity, sealing: try HPKEShareSealing(identity), atRest: sealingKey,
                storage: try await VaultStore(path: configuration.vault, sealer: sealingKey), audit: audit,
                random: SystemRandom(),
                reconstruction: ReconstructionSupport(
                    permits: permits, peers: peers, sealing: HPKEMaterialSealing()),
                lockPolicy: configuration.allowsUnhardened ? .bestEffort : .required,
                clock: SystemTime.now),
            replica: KeyMapReplica(
                custodians: charter.custodians, hubKey: charter.hubKey,
                check: KeyCertificate.check(fleet: charter.fleet, custodians: charter.custodians)),
            isHardened: isHardened)
        try await open(custodian, configuration)
        let server = CustodianServer(
            service: decorate(custodian, identity), permits: permits, identity: identity, charter: charter,
            host: configuration.host,
            port: configuration.port, logger: logger)
        // Ended in the opposite order: a custodian stops asking others before it stops answering.
        return [audit, server] + peers
    }

    private static func open(_ custodian: Custodian, _ configuration: CustodianConfiguration) async throws {
        do {
            try await custodian.open()
        } catch let error as UnusableShare {
            throw ConfigurationFault(
                "The custodian does not start: in \(configuration.vault) \(error). Restore the vault from a copy; meanwhile "
                    + "the other custodians serve.")
        }
    }

    private static func harden(_ configuration: CustodianConfiguration, logger: Logger) throws -> Bool {
        do {
            try ProcessHardening.apply()
            return true
        } catch {
            guard configuration.allowsUnhardened else {
                throw ConfigurationFault(
                    "The custodian does not start: \(error). To run it all the same, set `allowUnhardened: true`.")
            }
            logger.warning("running unhardened, as the configuration allows", metadata: ["reason": "\(error)"])
            return false
        }
    }
}

/// The machine's clock.
package enum SystemTime {
    @Sendable package static func now() -> Timestamp {
        Timestamp(seconds: Date().timeIntervalSince1970)
    }
}
