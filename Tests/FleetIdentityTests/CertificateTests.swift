import FleetIdentity
import Foundation
import SwiftASN1
import Testing
import X509

@Suite("Certificates and names")
struct CertificateTests {
    @Test("A node's certificate says who it is")
    func names() throws {
        let fleet = try SampleFleet()
        #expect(
            try SPIFFEIdentity(certificate: fleet.custodian.certificate).description
                == "spiffe://dev/custodian/custodian-1")
        #expect(try SPIFFEIdentity(certificate: fleet.gateway.certificate) == fleet.gateway.name)
    }

    @Test("Certificates verify against their fleet's authority and no other's")
    func chain() async throws {
        let fleet = try SampleFleet()
        let leaf = try Certificate(derEncoded: fleet.custodian.certificate)
        for (authority, isRight) in [(fleet.authority, true), (try SampleFleet().authority, false)] {
            let root = try Certificate(derEncoded: authority.certificate)
            var verifier = Verifier(rootCertificates: CertificateStore([root])) {
                RFC5280Policy()
            }
            let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore([]))
            if case .validCertificate = result { #expect(isRight) } else { #expect(!isRight) }
        }
    }

    @Test("A renewed certificate is for the same name and keys, with a new TLS key")
    func renewal() throws {
        let fleet = try SampleFleet()
        let renewed = try fleet.authority.renew(fleet.custodian, at: SampleFleet.now, validForDays: 7)
        #expect(renewed.name == fleet.custodian.name)
        #expect(renewed.signingPublicKey == fleet.custodian.signingPublicKey)
        #expect(renewed.agreementPublicKey == fleet.custodian.agreementPublicKey)
        #expect(renewed.certificate != fleet.custodian.certificate)
        #expect(renewed.tlsKeyPEM != fleet.custodian.tlsKeyPEM)
    }

    @Test("The right peer is let in")
    func rightPeer() throws {
        let fleet = try SampleFleet()
        let anyCustodian = PeerExpectation(fleet: "dev", roles: [.custodian])
        #expect(try anyCustodian.check(certificate: fleet.custodian.certificate) == fleet.custodian.name)
        let callers = PeerExpectation(fleet: "dev", roles: [.gateway, .hub])
        #expect(try callers.check(certificate: fleet.hub.certificate) == fleet.hub.name)
    }

    @Test("A wrong role, id or fleet is refused, with what came and what was expected")
    func wrongPeer() throws {
        let fleet = try SampleFleet()
        let expectations = [
            PeerExpectation(fleet: "dev", roles: [.gateway, .hub]),
            PeerExpectation(fleet: "dev", roles: [.custodian], id: "custodian-2"),
            PeerExpectation(fleet: "prod", roles: [.custodian]),
            PeerExpectation(fleet: "dev", roles: []),
        ]
        for expectation in expectations {
            let error = #expect(throws: FleetError(.wrongPeer, "")) {
                try expectation.check(certificate: fleet.custodian.certificate)
            }
            #expect(error?.message.contains("spiffe://dev/custodian/custodian-1") == true)
            #expect(error?.message.contains(expectation.description) == true)
        }
    }

    @Test("No certificate, an authority's, and bytes that are none are refused")
    func noPeer() throws {
        let fleet = try SampleFleet()
        let expectation = PeerExpectation(fleet: "dev", roles: [.custodian, .gateway, .hub])
        #expect(throws: FleetError(.wrongPeer, "")) { try expectation.check(certificate: nil) }
        #expect(throws: FleetError(.wrongPeer, "")) { try expectation.check(certificate: []) }
        #expect(throws: FleetError(.wrongPeer, "")) { try expectation.check(certificate: fleet.authority.certificate) }
        let leaf = fleet.custodian.certificate
        for count in stride(from: 0, to: leaf.count, by: 7) {
            #expect(throws: FleetError(.wrongPeer, "")) {
                try expectation.check(certificate: Array(leaf.prefix(count)))
            }
        }
    }

    @Test(
        "A certificate with two URI names, or none, names nobody",
        arguments: [[], ["spiffe://dev/hub/a", "spiffe://dev/hub/b"]])
    func ambiguous(names: [String]) throws {
        let key = Certificate.PrivateKey(try SampleFleet().custodian.tlsKey)
        let name = try DistinguishedName { CommonName("test") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: Date(), notValidAfter: Date() + 60, issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                SubjectAlternativeNames([.dnsName("localhost")] + names.map { .uniformResourceIdentifier($0) })
            }, issuerPrivateKey: key)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        #expect(throws: FleetError(.badCertificate, "")) { try SPIFFEIdentity(certificate: serializer.serializedBytes) }
    }

    @Test(
        "A name has one form",
        arguments: [
            "", "spiffe://", "spiffe://dev", "spiffe://dev/custodian", "spiffe://dev/custodian/",
            "spiffe:///custodian/a",
            "spiffe://dev/custodian/a/b", "spiffe://dev/custodian/a/", "spiffe://dev/client/a",
            "spiffe://Dev/custodian/a",
            "SPIFFE://dev/custodian/a", "https://dev/custodian/a", "spiffe://dev:1/custodian/a",
            "spiffe://dev/custodian/a?b",
            "spiffe://dev/custodian/a#b", "spiffe://dev/custodian/%61", "spiffe://dev/custodian/..",
            "spiffe://dev/Custodian/a",
            "spiffe://dev//custodian/a", "spiffe://u@dev/custodian/a", "spiffe://dev/custodian/é",
            " spiffe://dev/custodian/a",
            "spiffe://dev/custodian/a\n",
        ])
    func badNames(uri: String) {
        #expect(throws: FleetError(.badName, "")) { try SPIFFEIdentity(uri: uri) }
    }

    @Test("A fleet or a node with a name that no certificate can carry is not made")
    func badRequests() throws {
        #expect(throws: FleetError(.badName, "")) {
            try FleetAuthority.create(fleet: "a/b", at: SampleFleet.now, validForDays: 1)
        }
        #expect(throws: FleetError(.badName, "")) {
            try SampleFleet().authority.issue(.hub, id: "../hub", at: SampleFleet.now, validForDays: 1)
        }
    }
}
