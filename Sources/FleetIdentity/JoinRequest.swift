package import ByteCoding
import Crypto
import Foundation
package import KeyMap

/// What a node that was invited says of itself: its keys, what it is and where, and a request for its first certificate.
/// Signed by its identity key and by the key of its invitation.
package struct JoinRequest: Hashable, Sendable {
    /// Where a node is, and whose.
    package struct Attributes: Hashable, Sendable {
        package let region: String
        package let jurisdiction: String
        /// From 0; custodians only, as is everything below.
        package let trust: UInt8
        package let kind: CustodianKind
        package let vendor: String
        package let model: String
        package let operatorName: String
        /// `host:port` under which the others reach it.
        package let endpoint: String

        package init(
            region: String, jurisdiction: String, trust: UInt8 = 0, kind: CustodianKind = .resident,
            vendor: String = "", model: String = "", operatorName: String = "", endpoint: String = ""
        ) {
            self.region = region
            self.jurisdiction = jurisdiction
            self.trust = trust
            self.kind = kind
            self.vendor = vendor
            self.model = model
            self.operatorName = operatorName
            self.endpoint = endpoint
        }
    }

    package let invitation: Invitation
    package let attributes: Attributes
    /// Ed25519, 32 bytes.
    package let identityKey: [UInt8]
    /// X25519, 32 bytes.
    package let sealingKey: [UInt8]
    /// PKCS #10, DER.
    package let certificateRequest: [UInt8]
    private let identitySignature: [UInt8]
    private let applicantSignature: [UInt8]

    package var name: SPIFFEIdentity { invitation.name }
    package var region: String { attributes.region }
    package var jurisdiction: String { attributes.jurisdiction }

    /// - Throws: ``FleetError`` with `.badSignature`.
    package init(_ token: JoinToken, _ keys: NodeKeys, _ attributes: Attributes) throws(FleetError) {
        invitation = token.invitation
        self.attributes = attributes
        identityKey = Array(keys.signingKey.publicKey.rawRepresentation)
        sealingKey = Array(keys.agreementKey.publicKey.rawRepresentation)
        certificateRequest = try CertificateRequest(token.name, key: keys.tlsKey, signingKey: keys.signingKey).encoded
        let statement = Self.statement(
            invitation, attributes, identityKey: identityKey, sealingKey: sealingKey, certificateRequest)
        do {
            identitySignature = Array(try keys.signingKey.signature(for: statement))
            applicantSignature = Array(try token.applicantKey.signature(for: statement).rawRepresentation)
        } catch {
            throw FleetError(.badSignature, "the request of \(token.name) to join could not be signed: \(error)")
        }
    }

    /// Whether an invited node said all this of itself.
    ///
    /// - Parameter now: when the invitation must not have expired; nil where that does not matter any more.
    /// - Returns: its certificate request.
    /// - Throws: ``FleetError`` that says what is wrong.
    @discardableResult
    package func verify(rootPublicKey: [UInt8], at now: Timestamp?) throws(FleetError) -> CertificateRequest {
        try invitation.verify(rootPublicKey: rootPublicKey, at: now)
        let statement = Self.statement(
            invitation, attributes, identityKey: identityKey, sealingKey: sealingKey, certificateRequest)
        guard let applicant = try? P256.Signing.PublicKey(x963Representation: invitation.applicantKey),
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: applicantSignature),
            applicant.isValidSignature(signature, for: statement),
            IdentitySignature.isValid(identitySignature, over: statement, by: identityKey)
        else {
            throw FleetError(
                .badSignature, "the request of \(name) to join is not signed by its own key and that of its invitation")
        }
        guard name.role != .custodian || isReachable else {
            throw FleetError(
                .badName, "the endpoint of \(name), \"\(attributes.endpoint)\", is no HOST:PORT that others could reach"
            )
        }
        let request = try CertificateRequest(decoding: certificateRequest)
        guard request.name == name, request.isBound(to: identityKey) else {
            throw FleetError(.badSignature, "the certificate request of \(name) is for another name or identity")
        }
        return request
    }

    private var isReachable: Bool {
        let parts = attributes.endpoint.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && UInt16(parts[1]).map { $0 > 0 } == true
    }

    /// Names the request for a person to compare: SHA-256 over its identity and sealing keys, 16 hexadecimal digits.
    package var fingerprint: String {
        Hexadecimal.encode(Array(SHA256.hash(data: identityKey + sealingKey).prefix(8)))
    }

    func custodianRecord(ordinal: UInt32) -> CustodianRecord {
        CustodianRecord(
            id: CustodianID(name.id), ordinal: ordinal, region: attributes.region, vendor: attributes.vendor,
            operatorName: attributes.operatorName, endpoint: attributes.endpoint, identityKey: identityKey,
            sealingKey: sealingKey, jurisdiction: attributes.jurisdiction, trust: attributes.trust,
            kind: attributes.kind, model: attributes.model)
    }

    private static func statement(
        _ invitation: Invitation, _ attributes: Attributes, identityKey: [UInt8], sealingKey: [UInt8],
        _ certificateRequest: [UInt8]
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate join request v1")
        encode(invitation, attributes, identityKey, sealingKey, certificateRequest, into: &writer)
        return writer.bytes
    }

    private static func encode(
        _ invitation: Invitation, _ attributes: Attributes, _ identityKey: [UInt8], _ sealingKey: [UInt8],
        _ certificateRequest: [UInt8], into writer: inout ByteWriter
    ) {
        invitation.encode(into: &writer)
        attributes.encode(into: &writer)
        writer.write(fixed: identityKey)
        writer.write(fixed: sealingKey)
        writer.write(prefixed: certificateRequest)
    }
}

extension JoinRequest: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        Self.encode(invitation, attributes, identityKey, sealingKey, certificateRequest, into: &writer)
        writer.write(fixed: identitySignature)
        writer.write(fixed: applicantSignature)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        invitation = try Invitation(from: &reader)
        attributes = try Attributes(from: &reader)
        identityKey = try reader.read(fixed: 32)
        sealingKey = try reader.read(fixed: 32)
        certificateRequest = try reader.readPrefixed(limit: 1 << 13)
        identitySignature = try reader.read(fixed: 64)
        applicantSignature = try reader.read(fixed: 64)
    }
}

extension JoinRequest.Attributes: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        for text in [region, jurisdiction, kind.rawValue, vendor, model, operatorName, endpoint] { writer.write(text) }
        writer.write(trust)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        region = try reader.readString(limit: 256)
        jurisdiction = try reader.readString(limit: 256)
        guard let kind = CustodianKind(rawValue: try reader.readName(limit: 64)) else {
            throw ByteCodingError(.badValue, "a node asks to join as a kind of custodian that this build does not know")
        }
        self.kind = kind
        vendor = try reader.readString(limit: 256)
        model = try reader.readString(limit: 256)
        operatorName = try reader.readString(limit: 256)
        endpoint = try reader.readString(limit: 1024)
        trust = try reader.read(UInt8.self)
    }
}
