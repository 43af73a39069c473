import AuditLog
import ByteCoding
import FleetIdentity
import Foundation
import KeyMap
import Logging

/// The nodes of a dev fleet, each with files of its own.
extension DevFolder {
    /// A node's identity, and what it is sealed with.
    ///
    /// - Throws: where its files cannot be read.
    func identity(in folder: String) throws -> (identity: NodeIdentity, sealing: SealingKey) {
        let sealing = try SealingKey.load(file: file("\(folder)/sealing-key"), environment: [:])
        return (try NodeIdentity(file: file("\(folder)/identity.sealed"), sealedBy: sealing), sealing)
    }

    /// Opens hub or gateway.
    ///
    /// - Parameter membership: of the other one, which this one shares.
    /// - Throws: what is wrong with its files, for a person to read.
    func opened(
        _ role: FleetRole, _ id: String, in folder: String, rootKey: [UInt8], membership: Membership? = nil,
        tracing: TracingPlan? = nil, logger: Logger
    ) throws -> OpenedNode {
        try OpenedNode(
            NodeFiles(
                id: id, rootKey: rootKey, charter: file("charter.signed"),
                identity: file("\(folder)/identity.sealed"), sealingKey: file("\(folder)/sealing-key"),
                state: file("\(folder)/state.sealed")),
            as: role, environment: [:], membership: membership, tracing: tracing, logger: logger)
    }

    /// Writes each custodian's configuration and charter, and gives every node a certificate that serves, where its own was
    /// made by an earlier release or has run out while the fleet stood still.
    ///
    /// - Throws: where a file cannot be written.
    func configureCustodians(
        _ charter: FleetCharter, _ authority: FleetAuthority, _ options: DevOptions, now: Timestamp
    )
        throws
    {
        let signed = try SignedCharter(file: file("charter.signed"))
        for node in ["hub", "gateway"] { try renew(in: node, authority, charter, now: now) }
        for custodian in charter.custodians {
            let name = "custodian-\(custodian.ordinal)"
            try renew(in: name, authority, charter, now: now)
            try signed.save(to: file("\(name)/charter.signed"))
            try beginState(in: name, charter)
            let text = """
                # A custodian of the dev fleet in \(path). Paths are relative to this file.
                id: \(custodian.id)
                region: \(custodian.region)
                listen: \(custodian.endpoint)
                rootKey: "\(Hexadecimal.encode(authority.rootPublicKey))"
                charter: charter.signed
                identity: identity.sealed
                sealingKeyFile: sealing-key
                vault: vault.sqlite
                audit: audit
                checkpoints:
                  records: \(options.checkpoints.records)
                  seconds: \(options.checkpoints.seconds)
                \(options.tracing(of: name).map(Self.text) ?? "")
                """
            try Data(text.utf8).write(to: URL(fileURLWithPath: file("\(name)/quorate.yaml")), options: .atomic)
        }
    }

    /// As it stands in a configuration.
    private static func text(_ plan: TracingPlan) -> String {
        """
        tracing:
          file: "\(plan.file)"
          sample: \(plan.sample)

        """
    }

    /// A custodian of a dev fleet begins with the first fleet key in its identity: as long as that is in use, nothing can have
    /// been lost with a file of its state that is not there.
    private func beginState(in folder: String, _ charter: FleetCharter) throws {
        let path = file("\(folder)/state.sealed")
        guard charter.fleetKeyGeneration == 1, !FileManager.default.fileExists(atPath: path) else { return }
        let sealing = try SealingKey.load(file: file("\(folder)/sealing-key"), environment: [:])
        try NodeState(file: path, sealedBy: sealing, isNew: true).remember(charter: charter.revision)
    }

    private func renew(in folder: String, _ authority: FleetAuthority, _ charter: FleetCharter, now: Timestamp) throws {
        let (identity, sealing) = try identity(in: folder)
        let isDue = try CertificateLife(identity.certificate).isDue(at: now)
        guard isDue || !identity.isVouchedFor else { return }
        let name = identity.name
        let host = NodeName.host(role: name.role, id: name.id, fleet: name.fleet)
        try authority.renew(identity, hosts: [host], at: now, validForDays: 30)
            .save(to: file("\(folder)/identity.sealed"), sealedBy: sealing)
    }
}
