/// Who may be at the other end of a connection. Both ends of every mutual TLS connection check the peer's certificate
/// with one of these before they read a message.
package struct PeerExpectation: Hashable, Sendable, CustomStringConvertible {
    package let fleet: String
    package let roles: Set<FleetRole>
    /// Nil where any node of the roles will do.
    package let id: String?

    package init(fleet: String, roles: Set<FleetRole>, id: String? = nil) {
        self.fleet = fleet
        self.roles = roles
        self.id = id
    }

    /// The peer's identity, from the leaf certificate that TLS has verified.
    ///
    /// - Parameter der: nil where the peer presented no certificate, which is refused.
    /// - Throws: ``FleetError`` with `.wrongPeer`, saying what was presented and what was expected.
    package func check(certificate der: [UInt8]?) throws(FleetError) -> SPIFFEIdentity {
        guard let der else {
            throw FleetError(.wrongPeer, "the peer presented no certificate where \(self) was expected")
        }
        let peer: SPIFFEIdentity
        do {
            peer = try SPIFFEIdentity(certificate: der)
        } catch {
            throw FleetError(.wrongPeer, "the peer is not known where \(self) was expected: \(error.message)")
        }
        guard peer.fleet == fleet, roles.contains(peer.role), id == nil || id == peer.id else {
            throw FleetError(.wrongPeer, "the peer presented \(peer) where \(self) was expected")
        }
        return peer
    }

    package var description: String {
        let names = roles.map(\.rawValue).sorted().joined(separator: ",")
        return "spiffe://\(fleet)/\(roles.count == 1 ? names : "{\(names)}")/\(id ?? "*")"
    }
}
