import ByteCoding
import FleetIdentity
import FleetRPC
import Foundation
import KMSAPI
import KeyMap

/// A new node on its own machine: makes its keys, asks to join, and writes its files when it has been approved.
package struct NodeJoining: Sendable {
    /// What the node is to be.
    package enum Part: Sendable {
        /// - listen: where it serves.
        case custodian(listen: String)
        /// - kms: where it serves the KMS API.
        case gateway(kms: String, account: String)
    }

    private let token: JoinToken
    private let folder: String
    private let part: Part
    private let attributes: JoinRequest.Attributes

    /// - Parameters:
    ///   - kind: of a custodian: `resident`, `ephemeral`, `backup` or `requester`.
    ///   - endpoint: `HOST:PORT` under which others reach a custodian.
    /// - Throws: ``ConfigurationFault``, `FleetError` for a token that cannot be used.
    package init(
        token: String, folder: String, part: Part, region: String, jurisdiction: String, trust: Int = 0,
        kind: String = "resident", vendor: String = "", model: String = "", operatorName: String = "",
        endpoint: String = ""
    ) throws {
        self.token = try JoinToken(text: token.trimmingCharacters(in: .whitespacesAndNewlines))
        self.folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        self.part = part
        guard let trust = UInt8(exactly: trust) else {
            throw ConfigurationFault("--trust takes a level from 0 to 255, not \(trust).")
        }
        guard let kind = CustodianKind(rawValue: kind) else {
            let kinds = CustodianKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationFault("--kind \(kind) is none of \(kinds).")
        }
        attributes = JoinRequest.Attributes(
            region: region, jurisdiction: jurisdiction, trust: trust, kind: kind, vendor: vendor, model: model,
            operatorName: operatorName, endpoint: endpoint)
        try check()
    }

    private func check() throws {
        let (role, addresses): (FleetRole, [(String, String)]) =
            switch part {
            case .custodian(let listen): (.custodian, [("--listen", listen), ("--endpoint", attributes.endpoint)])
            case .gateway(let kms, _): (.gateway, [("--kms", kms)])
            }
        guard token.name.role == role else {
            throw ConfigurationFault(
                "The token is for \(token.name): use `quorate \(token.name.role.rawValue) join`.")
        }
        for (option, address) in addresses where SocketName(address) == nil {
            throw ConfigurationFault("\(option) takes HOST:PORT, such as 10.0.0.7:8411; not \(address).")
        }
        if case .custodian(let listen) = part, SocketName(listen)?.isIPv4 == false {
            throw ConfigurationFault(
                "--listen takes an IPv4 address to listen on, such as 10.0.0.7:8411; not \(listen).")
        }
        // Placements name regions and jurisdictions; a gateway's is also what its clients sign for.
        let name = /[A-Za-z0-9][A-Za-z0-9._-]{0,63}/
        guard attributes.region.wholeMatch(of: name) != nil,
            attributes.jurisdiction.isEmpty || attributes.jurisdiction.wholeMatch(of: name) != nil
        else {
            throw ConfigurationFault(
                "--region and --jurisdiction take names of letters, digits, '.', '-' and '_', such as eu-central-1 and eu."
            )
        }
        guard case .gateway(_, let account) = part else { return }
        _ = try AccountID.checked(account, "--account")
        guard KMSRegions.wellFormed.contains(attributes.region) else {
            throw ConfigurationFault(
                "--region \(attributes.region) is no region as AWS writes them, such as eu-central-1: KMS clients could "
                    + "not sign for it.")
        }
    }

    /// Asks to join until somebody approves it.
    ///
    /// - Parameters:
    ///   - limit: how long to ask. Who asks again later asks the same.
    ///   - onPending: called with the fingerprint that an operator may compare.
    /// - Returns: what a person does next.
    /// - Throws: ``ConfigurationFault``, ``NotJoined``, errors of files.
    package func join(limit: Duration, onPending: @escaping @Sendable (String) -> Void) async throws -> String {
        guard !FileManager.default.fileExists(atPath: file("identity.sealed")) else {
            throw ConfigurationFault("There is a node in \(folder) already: take another folder with --data.")
        }
        try FileManager.default.createDirectory(
            atPath: file("audit"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let sealing = try sealingKey()
        let request = try JoinRequest(token, try keys(sealing), attributes)
        let answer = try await ask(request, limit: limit) { onPending(request.fingerprint) }
        let charter = try answer.charter.verify(rootPublicKey: token.rootPublicKey)
        guard charter.identityKey(of: token.name) == request.identityKey else {
            throw ConfigurationFault("The charter that the hub sent does not name \(token.name) with its own key.")
        }
        let identity = try keys(sealing).identity(certificate: answer.certificate, authority: charter.authority)
        try answer.charter.save(to: file("charter.signed"))
        try PrivateFile.write(Array(configuration(charter).utf8), to: file("quorate.yaml"), mode: 0o644)
        if case .gateway(let kms, _) = part { try saveAccess(kms, sealing) }
        try NodeState(file: file("state.sealed"), sealedBy: sealing, isNew: true).remember(charter: charter.revision)
        // Last, because its presence says that the node has joined.
        try identity.save(to: file("identity.sealed"), sealedBy: sealing)
        try? FileManager.default.removeItem(atPath: file("join.sealed"))
        return """
            \(token.name) has joined fleet \(charter.fleet), charter \(charter.revision)
            next
              quorate \(token.name.role.rawValue) --config \(ShellWord.quoted(file("quorate.yaml")))
            """
    }

    private func ask(
        _ request: JoinRequest, limit: Duration, onPending: @Sendable () -> Void
    ) async throws -> (certificate: [UInt8], charter: SignedCharter) {
        do {
            return try await Joining.ask(request, with: token, limit: limit, onPending: onPending)
        } catch let failure as JoinFailure {
            throw NotJoined(description: failure.description)
        }
    }

    private func file(_ name: String) -> String { "\(folder)/\(name)" }

    private func sealingKey() throws -> SealingKey {
        guard FileManager.default.fileExists(atPath: file("sealing-key")) else {
            return try SealingKey.create(file: file("sealing-key"))
        }
        return try SealingKey(file: file("sealing-key"))
    }

    /// The node's keys: those of an attempt before, so that it is the same node.
    private func keys(_ sealing: SealingKey) throws -> NodeKeys {
        if FileManager.default.fileExists(atPath: file("join.sealed")) {
            let keys = try NodeKeys(file: file("join.sealed"), sealedBy: sealing)
            if keys.name == token.name { return keys }
            throw ConfigurationFault(
                "\(folder) holds the keys of \(keys.name), which has not joined yet: take another folder with --data.")
        }
        let keys = NodeKeys(token.name)
        try keys.save(to: file("join.sealed"), sealedBy: sealing)
        return keys
    }

    private func saveAccess(_ kms: String, _ sealing: SealingKey) throws {
        let access = AccessKey(user: "admin")
        try access.save(to: file("access.sealed"), sealedBy: sealing)
        let exports = access.exports(kms: "http://\(kms)", region: attributes.region)
        try PrivateFile.write(Array(ShellExports.text(exports).utf8), to: file("env"))
    }

    private func configuration(_ charter: FleetCharter) -> String {
        let common = """
            # \(token.name). Paths are relative to this file.
            id: \(token.name.id)
            rootKey: "\(Hexadecimal.encode(token.rootPublicKey))"
            charter: charter.signed
            identity: identity.sealed
            sealingKeyFile: sealing-key
            audit: audit

            """
        return switch part {
        case .custodian(let listen): common + "region: \(attributes.region)\nlisten: \(listen)\nvault: vault.sqlite\n"
        case .gateway(let kms, let account): common + "kms: \(kms)\naccount: \"\(account)\"\naccess: access.sealed\n"
        }
    }
}

/// Why the hub has not let a node in; the message is for a person.
package struct NotJoined: Error, CustomStringConvertible {
    package let description: String
}
