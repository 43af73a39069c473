import ByteCoding
import Crypto
import Foundation
package import KeyMap

/// What an operator hands to whoever sets up a new node: an invitation, the key that it is good for, and how to reach the
/// hub and know it. A secret until it is used or expires.
package struct JoinToken: Sendable {
    package let invitation: Invitation
    let applicantKey: P256.Signing.PrivateKey
    /// The applicant's certificate, DER; it opens nothing but the door to ask at.
    let certificate: [UInt8]
    /// The fleet's Ed25519 root key, 32 bytes, which the new node pins.
    package let rootPublicKey: [UInt8]
    /// The fleet's issuing authority, DER.
    let authority: [UInt8]
    package let hub: String
    package let hubEndpoint: String

    package var name: SPIFFEIdentity { invitation.name }

    /// What the applicant shows to the hub.
    package var credentials: TLSCredentials {
        TLSCredentials(key: applicantKey, certificate: certificate, authority: authority)
    }

    private static let prefix = "quorate-join-"
    private static let magic = Array("QTOK".utf8)

    /// The token as one word.
    package var text: String {
        var writer = ByteWriter()
        writer.write(fixed: Self.magic)
        writer.write(UInt8(1))
        invitation.encode(into: &writer)
        writer.write(secret: applicantKey.rawRepresentation)
        writer.write(prefixed: certificate)
        writer.write(fixed: rootPublicKey)
        writer.write(prefixed: authority)
        writer.write(hub)
        writer.write(hubEndpoint)
        let base64 = Data(writer.bytes).base64EncodedString()
        return Self.prefix + base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// - Throws: ``FleetError`` with `.badDocument` for a text that is no token, `.badSignature` for one that was changed.
    package init(text: String) throws(FleetError) {
        let base64 = text.dropFirst(Self.prefix.count).replacing("-", with: "+").replacing("_", with: "/")
        guard text.hasPrefix(Self.prefix),
            let data = Data(base64Encoded: base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4))
        else {
            throw FleetError(
                .badDocument, "this is no join token: it begins with \(Self.prefix); copy it whole, in one line")
        }
        do {
            var reader = ByteReader(Array(data))
            guard try reader.read(fixed: 4) == Self.magic, try reader.read(UInt8.self) == 1 else {
                throw ByteCodingError(.unknownFormat, "its format is not known to this build")
            }
            invitation = try Invitation(from: &reader)
            applicantKey = try reader.readSecret { try P256.Signing.PrivateKey(rawRepresentation: $0) }
            certificate = try reader.readPrefixed(limit: 1 << 14)
            rootPublicKey = try reader.read(fixed: 32)
            authority = try reader.readPrefixed(limit: 1 << 14)
            hub = try reader.readString(limit: 128)
            hubEndpoint = try reader.readString(limit: 1024)
            try reader.finish()
        } catch {
            throw FleetError(.badDocument, "this join token cannot be read, perhaps because it was cut: \(error)")
        }
    }

    init(
        _ invitation: Invitation, key: P256.Signing.PrivateKey, certificate: [UInt8], rootPublicKey: [UInt8],
        authority: [UInt8], hub: String, hubEndpoint: String
    ) {
        self.invitation = invitation
        applicantKey = key
        self.certificate = certificate
        self.rootPublicKey = rootPublicKey
        self.authority = authority
        self.hub = hub
        self.hubEndpoint = hubEndpoint
    }
}

extension FleetAuthority {
    /// A token for one node to join with.
    ///
    /// - Parameter hours: for how long it serves.
    /// - Throws: ``FleetError`` with `.badName`, or `.badDocument` where the charter names the node or no hub.
    package func invite(
        _ role: FleetRole, id: String, to charter: FleetCharter, at now: Timestamp, validForHours hours: Double
    ) throws(FleetError) -> JoinToken {
        let name = try SPIFFEIdentity(fleet: fleet, role: role, id: id)
        guard role == .custodian || role == .gateway else {
            throw FleetError(.badName, "custodians and gateways are invited, not \(name)")
        }
        let known = charter.gateways + (charter.custodians + charter.former).map(\.id.description)
        guard !known.contains(id) else {
            throw FleetError(.badName, "the fleet has, or had, a node \(id): choose an id that was never used")
        }
        guard let hub = charter.hubs.first, !charter.hubEndpoint.isEmpty else {
            throw FleetError(.badDocument, "the charter of \(fleet) names no hub that could be joined")
        }
        let key = P256.Signing.PrivateKey.fresh()
        do {
            let expires = Timestamp(seconds: now.seconds + hours * 3_600)
            return JoinToken(
                try Invitation(name, expires: expires, applicantKey: key.publicKey, rootKey: rootKey), key: key,
                certificate: try issuing.applicant(id, key: key.publicKey, at: now, validForHours: hours),
                rootPublicKey: rootPublicKey, authority: certificate, hub: hub, hubEndpoint: charter.hubEndpoint)
        } catch {
            throw error as? FleetError ?? FleetError(.badSignature, "the invitation could not be signed: \(error)")
        }
    }
}
