/// A node's name in its certificate: `spiffe://FLEET/{custodian,gateway,hub,applicant}/ID`.
package struct SPIFFEIdentity: Hashable, Sendable, CustomStringConvertible {
    package let fleet: String
    package let role: FleetRole
    package let id: String

    /// - Throws: ``FleetError`` with `.badName` unless the fleet is 1 to 255 lower-case letters, digits, `.`, `-`, `_`,
    ///   and the id 1 to 128 letters, digits, `.`, `-`, `_`, neither of them `.` or `..`.
    package init(fleet: String, role: FleetRole, id: String) throws(FleetError) {
        guard (1...255).contains(fleet.utf8.count), fleet.utf8.allSatisfy(Self.isAllowedInFleet), !Self.isDots(fleet)
        else {
            throw FleetError(
                .badName, "a fleet cannot be named \"\(fleet)\": use 1 to 255 of a-z, 0-9, '.', '-' and '_'")
        }
        guard (1...128).contains(id.utf8.count), id.utf8.allSatisfy(Self.isAllowedInID), !Self.isDots(id) else {
            throw FleetError(
                .badName,
                "a \(role.rawValue) cannot have the id \"\(id)\": use 1 to 128 of a-z, A-Z, 0-9, '.', '-' and '_'")
        }
        self.fleet = fleet
        self.role = role
        self.id = id
    }

    /// Reads a URI in its one form: no port, query, fragment, escape or further path.
    ///
    /// - Throws: ``FleetError`` with `.badName`.
    package init(uri: String) throws(FleetError) {
        let scheme = "spiffe://"
        let parts = uri.dropFirst(scheme.count).split(separator: "/", omittingEmptySubsequences: false)
        guard uri.utf8.starts(with: scheme.utf8), parts.count == 3, let role = FleetRole(rawValue: String(parts[1]))
        else {
            throw FleetError(
                .badName, "\"\(uri)\" is not of the form spiffe://FLEET/{custodian,gateway,hub,applicant}/ID")
        }
        try self.init(fleet: String(parts[0]), role: role, id: String(parts[2]))
    }

    package var description: String { "spiffe://\(fleet)/\(role.rawValue)/\(id)" }

    private static func isDots(_ name: String) -> Bool { name == "." || name == ".." }

    private static func isAllowedInFleet(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: ".-_".utf8.contains(byte)
        }
    }

    private static func isAllowedInID(_ byte: UInt8) -> Bool {
        isAllowedInFleet(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
