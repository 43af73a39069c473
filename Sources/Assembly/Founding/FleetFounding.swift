import ByteCoding
import FleetIdentity
import Foundation
package import KeyMap
import SecretSharing
import Secrets

/// The beginning of a fleet: its root key, its authority, its first charter, and its hub.
package struct FleetFounding: Sendable {
    private let name: String
    private let folder: URL
    private let hubID: String
    private let listen: String
    private let endpoint: String
    private let admin: String
    private let threshold: Threshold
    private let leastQuorum: Int

    /// - Parameters:
    ///   - endpoint: `HOST:PORT` under which gateways and new nodes reach the hub.
    ///   - threshold: of new keys without a placement of their own.
    ///   - leastQuorum: no custodian ever joins a committee with a smaller one.
    /// - Throws: ``ConfigurationFault``.
    package init(
        name: String, folder: String, hubID: String, listen: String, endpoint: String, admin: String, quorum: Int,
        committee: Int, leastQuorum: Int
    ) throws {
        for (option, address) in [("--listen", listen), ("--endpoint", endpoint), ("--admin", admin)] {
            guard SocketName(address) != nil else {
                throw ConfigurationFault("\(option) takes HOST:PORT, such as 10.0.0.5:8420; not \(address).")
            }
        }
        for (option, address) in [("--listen", listen), ("--admin", admin)] where SocketName(address)?.isIPv4 == false {
            throw ConfigurationFault(
                "\(option) takes an IPv4 address to listen on, such as 10.0.0.5:8420; not \(address).")
        }
        _ = try SPIFFEIdentity(fleet: name, role: .hub, id: hubID)
        guard leastQuorum >= 2, leastQuorum <= quorum else {
            throw ConfigurationFault(
                "--least-quorum \(leastQuorum): it is 2 at least, so that no custodian alone has a key, and --quorum "
                    + "(\(quorum)) at most.")
        }
        do {
            threshold = try Threshold(quorum: quorum, of: committee)
        } catch {
            throw ConfigurationFault("--quorum and --committee: \(error.message).")
        }
        self.name = name
        self.folder = URL(fileURLWithPath: folder).standardizedFileURL
        self.hubID = hubID
        self.listen = listen
        self.endpoint = endpoint
        self.admin = admin
        self.leastQuorum = leastQuorum
    }

    /// Makes `root` and `hub` in the folder.
    ///
    /// - Returns: what a person does next.
    /// - Throws: ``ConfigurationFault`` where there is one of them already; errors of names and files. Nothing is left behind.
    package func found(at now: Timestamp) throws -> String {
        let root = try NewFolder(folder.appending(path: "root").path)
        do {
            let hub = try NewFolder(folder.appending(path: "hub").path)
            do {
                return try found(root: root, hub: hub, at: now)
            } catch {
                hub.remove()
                throw error
            }
        } catch {
            root.remove()
            throw error
        }
    }

    private func found(root: NewFolder, hub: NewFolder, at now: Timestamp) throws -> String {
        let authority = try FleetAuthority.create(fleet: name, at: now, validForDays: 3_650)
        let hubSealing = try SealingKey.create(file: hub.file("sealing-key"))
        let host = NodeName.host(role: .hub, id: hubID, fleet: name)
        let identity = try authority.issue(.hub, id: hubID, hosts: [host], at: now, validForDays: 30)
        let charter = try FleetCharter(
            fleet: name, revision: 1, issued: now, authority: authority.certificate,
            hubKey: identity.signingPublicKey, hubs: [hubID], gateways: [], custodians: [], leastQuorum: leastQuorum,
            hubEndpoint: endpoint)
        let signed = try authority.sign(charter)
        try identity.save(to: hub.file("identity.sealed"), sealedBy: hubSealing)
        try authority.issuing.save(to: hub.file("authority.sealed"), sealedBy: hubSealing)
        try signed.save(to: hub.file("charter.signed"))
        try PrivateFile.write(
            Array((Hexadecimal.encode(ProcessRandom().bytes(32)) + "\n").utf8), to: hub.file("admin-token"))
        try PrivateFile.write(Array(configuration(authority).utf8), to: hub.file("quorate.yaml"), mode: 0o644)
        try PrivateFile.write(Array(exports(hub).utf8), to: hub.file("env"))
        let rootSealing = try SealingKey.create(file: root.file("sealing-key"))
        try signed.save(to: root.file("charter.signed"))
        try authority.save(to: root.file("root.sealed"), sealedBy: rootSealing)
        return """
            fleet \(name) with root key \(Hexadecimal.encode(authority.rootPublicKey))
              root  \(root.path): keep it offline; whoever has it decides who is in the fleet
              hub   \(hub.path): take it to the hub's machine
            next
              quorate hub --config \(ShellWord.quoted(hub.file("quorate.yaml")))
              quorate fleet invite custodian ID --root \(ShellWord.quoted(root.path))
            """
    }

    private func configuration(_ authority: FleetAuthority) -> String {
        """
        # The hub of fleet \(name). Paths are relative to this file.
        id: \(hubID)
        listen: \(listen)
        admin: \(admin)
        rootKey: "\(Hexadecimal.encode(authority.rootPublicKey))"
        charter: charter.signed
        identity: identity.sealed
        authority: authority.sealed
        sealingKeyFile: sealing-key
        adminToken: admin-token
        database: quorate.sqlite
        # Of every new key without a placement of its own.
        quorum: \(threshold.quorum)
        committee: \(threshold.count)
        # For how long the certificates of nodes serve; they are renewed while the nodes run.
        certificateHours: 24

        """
    }

    private func exports(_ hub: NewFolder) -> String {
        ShellExports.text([
            ("QUORATE_ADMIN_URL", "http://\(admin)"), ("QUORATE_ADMIN_TOKEN_FILE", hub.file("admin-token")),
        ])
    }
}
