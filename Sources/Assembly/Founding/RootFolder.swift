import ByteCoding
import FleetIdentity
import Foundation
package import KeyMap

/// The fleet's root: the key that signs charters, and the last one that it signed.
package struct RootFolder: Sendable {
    private let path: String
    private let authority: FleetAuthority

    /// - Throws: where its files cannot be read.
    package init(_ path: String) throws {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
        let sealing = try SealingKey.load(
            file: "\(self.path)/sealing-key", environment: ProcessInfo.processInfo.environment)
        authority = try FleetAuthority(file: "\(self.path)/root.sealed", sealedBy: sealing)
    }

    private var charterFile: String { "\(path)/charter.signed" }

    /// The last charter that was signed here, or the hub's where that is newer.
    ///
    /// - Parameter atHub: what the hub says is in force; nil where it was not asked.
    /// - Throws: where either was not signed by this root.
    private func latest(atHub: [UInt8]?) throws -> FleetCharter {
        // A dev fleet keeps its charter beside the root's folder, and has a copy of it nowhere else.
        let file = FileManager.default.fileExists(atPath: charterFile) ? charterFile : "\(path)/../charter.signed"
        let own = try SignedCharter(file: file).verify(rootPublicKey: authority.rootPublicKey)
        guard let atHub else { return own }
        let other = try SignedCharter(decoding: atHub).verify(rootPublicKey: authority.rootPublicKey)
        return other.revision > own.revision ? other : own
    }

    /// A token for one node to join with.
    ///
    /// - Parameter role: `custodian` or `gateway`.
    /// - Throws: ``ConfigurationFault``, `FleetError`.
    package func invite(_ role: String, id: String, hours: Double, at now: Timestamp) throws -> String {
        try authority.invite(
            try Self.role(role), id: id, to: try latest(atHub: nil), at: now, validForHours: hours
        ).text
    }

    /// The next charter, with the nodes whose requests are approved, and who was left out because this root has not invited
    /// them so, or their names are taken.
    ///
    /// - Parameters:
    ///   - ids: whom to approve; all who wait if empty.
    ///   - requests: who waits, in canonical encoding.
    /// - Throws: ``ConfigurationFault`` for an id that does not wait; `FleetError` for a request that nobody invited. Nothing
    ///   is signed then.
    package func approve(
        _ ids: [String], of requests: [[UInt8]], atHub: [UInt8]?, at now: Timestamp
    ) throws -> (charter: [UInt8], approved: [JoinRequestView], refused: [String]) {
        var charter = try latest(atHub: atHub)
        let requests = try requests.map { try JoinRequest(decoding: $0) }
        for id in ids where !requests.contains(where: { $0.name.id == id }) {
            throw ConfigurationFault("\(id) does not wait to join; `quorate fleet pending` says who does.")
        }
        let approved = requests.filter { ids.isEmpty || ids.contains($0.name.id) }
        guard !approved.isEmpty else { throw ConfigurationFault("Nobody waits to join.") }
        var added: [JoinRequest] = []
        var refused: [String] = []
        for request in approved {
            // Who was not meant by name does not hold up the others, and goes on waiting.
            let isMeant = !ids.isEmpty || approved.count == 1
            guard let next = try next(charter, with: request, at: now, isMeant: isMeant) else {
                refused.append(request.name.id)
                continue
            }
            charter = next
            added.append(request)
        }
        guard !added.isEmpty else { throw ConfigurationFault("Nobody who waits to join was invited by this root key.") }
        return (try sign(charter), added.map(JoinRequestView.init), refused)
    }

    /// - Returns: nil for a request that cannot be approved and was not meant by name.
    private func next(
        _ charter: FleetCharter, with request: JoinRequest, at now: Timestamp, isMeant: Bool
    ) throws -> FleetCharter? {
        do {
            try request.verify(rootPublicKey: authority.rootPublicKey, at: now)
            return try charter.adding(request, at: now)
        } catch {
            if isMeant { throw error }
            return nil
        }
    }

    /// The next charter, without a node.
    ///
    /// - Throws: ``ConfigurationFault``, `FleetError`.
    package func revoke(_ role: String, id: String, atHub: [UInt8]?, at now: Timestamp) throws -> [UInt8] {
        let charter = try latest(atHub: atHub)
        let name = try SPIFFEIdentity(fleet: charter.fleet, role: try Self.role(role), id: id)
        return try sign(try charter.removing(name, at: now))
    }

    /// The next charter, with a node at another endpoint.
    ///
    /// - Parameter role: `custodian` or `hub`; gateways are reached by nobody.
    /// - Throws: ``ConfigurationFault``, `FleetError`.
    package func move(
        _ role: String, id: String, to endpoint: String, atHub: [UInt8]?, at now: Timestamp
    ) throws -> [UInt8] {
        guard SocketName(endpoint) != nil else {
            throw ConfigurationFault("\(endpoint) is no HOST:PORT, such as 10.0.0.7:8411.")
        }
        guard let role = FleetRole(rawValue: role), role == .custodian || role == .hub else {
            throw ConfigurationFault("\(role) is nothing that others reach: say custodian or hub.")
        }
        let charter = try latest(atHub: atHub)
        let name = try SPIFFEIdentity(fleet: charter.fleet, role: role, id: id)
        return try sign(try charter.moving(name, to: endpoint, at: now))
    }

    private func sign(_ charter: FleetCharter) throws -> [UInt8] {
        let signed = try authority.sign(charter)
        try signed.save(to: charterFile)
        return signed.encoded
    }

    private static func role(_ text: String) throws -> FleetRole {
        guard let role = FleetRole(rawValue: text), role == .custodian || role == .gateway else {
            throw ConfigurationFault("\(text) is no kind of node that joins or leaves: say custodian or gateway.")
        }
        return role
    }
}
