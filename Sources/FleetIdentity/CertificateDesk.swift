package import KeyMap

/// Where members get their next certificate, at the hub.
package struct CertificateDesk: Sendable {
    private let authority: IssuingAuthority
    private let membership: Membership
    private let hours: Double
    private let clock: @Sendable () -> Timestamp

    /// - Parameter hours: for how long a certificate serves.
    package init(
        _ authority: IssuingAuthority, membership: Membership, validForHours hours: Double,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.authority = authority
        self.membership = membership
        self.hours = hours
        self.clock = clock
    }

    /// How often to ask a member whether its certificate is due.
    package var interval: Duration { .seconds(min(15, max(0.1, hours * 300))) }

    /// A certificate for the member of the charter that asks, DER.
    ///
    /// - Parameters:
    ///   - request: PKCS #10, DER.
    ///   - role: what TLS says of who asks, as is `id`.
    /// - Throws: ``FleetError`` where the charter does not name it, or its identity key does not vouch for the request.
    package func certificate(_ request: [UInt8], role: FleetRole, id: String) throws(FleetError) -> [UInt8] {
        let request = try CertificateRequest(decoding: request)
        let charter = membership.charter
        let name = try SPIFFEIdentity(fleet: charter.fleet, role: role, id: id)
        guard request.name == name, let identityKey = charter.identityKey(of: name) else {
            throw FleetError(.wrongPeer, "\(name) gets no certificate: it is not in the charter, or asks for another")
        }
        return try authority.issue(request, identityKey: identityKey, at: clock(), validForHours: hours)
    }
}
