import Crypto
import FleetIdentity
import Foundation
import KeyMap
import SwiftASN1
import Testing
import X509

@Suite("Who is let in")
struct AdmissionTests {
    private static func membership(_ fleet: SampleFleet, _ charter: FleetCharter? = nil) throws -> Membership {
        try Membership(
            fleet.authority.sign(charter ?? fleet.charter()), rootPublicKey: fleet.authority.rootPublicKey)
    }

    private static func later(_ days: Double) -> Timestamp {
        Timestamp(seconds: SampleFleet.now.seconds + days * 86_400)
    }

    @Test("members are admitted in their role, until their certificate ends")
    func members() throws {
        let fleet = try SampleFleet()
        let membership = try Self.membership(fleet)
        for (node, role) in [(fleet.custodian, FleetRole.custodian), (fleet.gateway, .gateway), (fleet.hub, .hub)] {
            let admission = try membership.admit(node.certificate, as: [role], at: SampleFleet.now)
            #expect(admission.peer == node.name && admission.identityKey == node.signingPublicKey)
            #expect(membership.allows(admission, at: Self.later(6.9)))
            #expect(!membership.allows(admission, at: Self.later(7.1)))
        }
    }

    @Test("a wrong role, another's id, no certificate and an expired one are refused")
    func refused() throws {
        let fleet = try SampleFleet()
        let membership = try Self.membership(fleet)
        let own = fleet.custodian.certificate
        let cases: [([UInt8]?, Set<FleetRole>, String?, Timestamp)] = [
            (own, [.gateway, .hub], nil, SampleFleet.now), (own, [.custodian], "custodian-2", SampleFleet.now),
            (nil, [.custodian], nil, SampleFleet.now), (own, [.custodian], nil, Self.later(7.1)),
            (fleet.authority.certificate, [.hub], nil, SampleFleet.now), ([1, 2], [.hub], nil, SampleFleet.now),
        ]
        for (certificate, roles, id, time) in cases {
            #expect(throws: FleetError(.wrongPeer, "")) {
                try membership.admit(certificate, as: roles, id: id, at: time)
            }
        }
    }

    @Test("who issues certificates speaks for nobody: it lacks the identity key's signature, or has another's")
    func capturedIssuer() throws {
        let fleet = try SampleFleet()
        let membership = try Self.membership(fleet)
        // The same name under keys of the attacker's own, as the authority can issue them.
        for role in [FleetRole.custodian, .gateway, .hub] {
            let forged = try fleet.authority.issue(role, id: "\(role.rawValue)-1", at: SampleFleet.now, validForDays: 1)
            #expect(throws: FleetError(.wrongPeer, "")) {
                try membership.admit(forged.certificate, as: [role], at: SampleFleet.now)
            }
        }
        let token = try fleet.authority.invite(
            .custodian, id: "custodian-9", to: fleet.charter(), at: SampleFleet.now, validForHours: 1)
        for role in FleetRole.allCases {
            #expect(throws: FleetError(.wrongPeer, "")) {
                try membership.admit(token.credentials.certificate, as: [role], at: SampleFleet.now)
            }
        }
    }

    @Test("a signature over one certificate's key does not serve for another, nor one of another name")
    func movedBinding() throws {
        let fleet = try SampleFleet()
        let membership = try Self.membership(fleet)
        let binding = try Self.binding(of: fleet.custodian)
        let thief = P256.Signing.PrivateKey()
        for (key, signature) in [
            (thief, binding), (thief, nil), (fleet.custodian.tlsKey, try Self.binding(of: fleet.hub)),
        ] {
            let forged = try Self.certificate(fleet.custodian.name, key: key, binding: signature)
            #expect(throws: FleetError(.wrongPeer, "")) {
                try membership.admit(forged, as: [.custodian], at: SampleFleet.now)
            }
        }
        let whole = try Self.certificate(fleet.custodian.name, key: fleet.custodian.tlsKey, binding: binding)
        #expect(try membership.admit(whole, as: [.custodian], at: SampleFleet.now).peer == fleet.custodian.name)
    }

    @Test("who has left is refused anew, and what was admitted before ends at once")
    func former() async throws {
        let fleet = try SampleFleet()
        for node in [fleet.custodian, fleet.gateway] {
            let membership = try Self.membership(fleet)
            let role = node.name.role
            let admission = try membership.admit(node.certificate, as: [role], at: SampleFleet.now)
            async let end: Void = membership.untilRefused(admission) { SampleFleet.now }
            try membership.adopt(fleet.authority.sign(membership.charter.removing(node.name, at: SampleFleet.now)))
            await end
            #expect(!membership.allows(admission, at: SampleFleet.now))
            #expect(throws: FleetError(.wrongPeer, "")) {
                try membership.admit(node.certificate, as: [role], at: SampleFleet.now)
            }
        }
    }

    @Test("what was admitted ends when its certificate does, also where the clock is set forward")
    func clockSetForward() async throws {
        let fleet = try SampleFleet()
        let membership = try Self.membership(fleet)
        let admission = try membership.admit(fleet.custodian.certificate, as: [.custodian], at: SampleFleet.now)
        let time = ManualClock(Timestamp(seconds: admission.expires.seconds - 0.01))
        async let end: Void = membership.untilRefused(admission) { time.now }
        time.advance(1)
        await end
        #expect(!membership.allows(admission, at: time.now))
    }

    @Test("a gateway of an old charter, without a key in it, is not let in")
    func keyless() throws {
        let fleet = try SampleFleet()
        let charter = try fleet.charter()
        let keyless = try FleetCharter(
            fleet: "dev", revision: 1, issued: SampleFleet.now, authority: charter.authority, hubKey: charter.hubKey,
            hubs: charter.hubs, gateways: charter.gateways, custodians: charter.custodians, leastQuorum: 2)
        #expect(throws: FleetError(.wrongPeer, "")) {
            try Self.membership(fleet, keyless).admit(fleet.gateway.certificate, as: [.gateway], at: SampleFleet.now)
        }
    }

    private static let extensionID: ASN1ObjectIdentifier = [2, 25, 6_805_234_771_029_318_855]

    private static func binding(of node: NodeIdentity) throws -> ArraySlice<UInt8> {
        let leaf = try Certificate(derEncoded: node.certificate)
        return try #require(leaf.extensions[oid: extensionID]?.value)
    }

    /// As an issuer without scruples makes it; who signed it is TLS's business.
    private static func certificate(
        _ name: SPIFFEIdentity, key: P256.Signing.PrivateKey, binding: ArraySlice<UInt8>?
    ) throws -> [UInt8] {
        let subject = try DistinguishedName { CommonName("test") }
        var extensions = try Certificate.Extensions {
            SubjectAlternativeNames([.uniformResourceIdentifier(name.description)])
        }
        if let binding {
            try extensions.append(Certificate.Extension(oid: extensionID, critical: false, value: binding))
        }
        let now = Date(timeIntervalSince1970: SampleFleet.now.seconds)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PrivateKey(key).publicKey,
            notValidBefore: now - 60, notValidAfter: now + 31 * 86_400, issuer: subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: Certificate.PrivateKey(P256.Signing.PrivateKey()))
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return serializer.serializedBytes
    }
}
