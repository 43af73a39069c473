import Crypto
import FleetIdentity
import KeyMap
import SwiftASN1
import Synchronization
import Testing
import X509

@Suite("Renewal of certificates")
struct CredentialsTests {
    /// A fleet whose hub renews, and one node of it.
    private struct Renewal {
        let fleet: SampleFleet
        let membership: Membership
        let time = ManualClock(SampleFleet.now)

        init(_ fleet: SampleFleet? = nil) throws {
            let fleet = try fleet ?? SampleFleet()
            self.fleet = fleet
            membership = try Membership(
                fleet.authority.sign(fleet.charter()), rootPublicKey: fleet.authority.rootPublicKey)
        }

        func desk(_ authority: IssuingAuthority? = nil, hours: Double = 24 * 30) -> CertificateDesk {
            let time = time
            return CertificateDesk(
                authority ?? fleet.authority.issuing, membership: membership, validForHours: hours,
                clock: { time.now })
        }

        func renewed(_ request: [UInt8], by desk: CertificateDesk? = nil) throws -> [UInt8] {
            try (desk ?? self.desk()).certificate(request, role: .custodian, id: "custodian-1")
        }
    }

    @Test("a node goes over to the certificate that it asked for, which peers admit, and keeps it first")
    func renewal() async throws {
        let renewal = try Renewal()
        let kept = Mutex<[[UInt8]]>([])
        let credentials = try NodeCredentials(renewal.fleet.custodian) { node in
            kept.withLock { $0.append(node.certificate) }
        }
        #expect(!credentials.isDue(at: SampleFleet.now))
        #expect(credentials.isDue(at: SampleFleet.now.adding(days: 6)))
        var renewals = credentials.renewals.makeAsyncIterator()
        await renewals.next()
        let certificate = try renewal.renewed(try credentials.requestRenewal())
        try credentials.install(certificate, at: SampleFleet.now)
        await renewals.next()
        #expect(credentials.tls.certificate == certificate && kept.withLock { $0 } == [certificate])
        #expect(credentials.identity.isVouchedFor)
        #expect(
            try renewal.membership.admit(certificate, as: [.custodian], at: SampleFleet.now).peer.id == "custodian-1")
        #expect(credentials.life.expires > SampleFleet.now.adding(days: 29))
    }

    @Test("what cannot be kept is not used")
    func notKept() throws {
        struct Full: Error {}
        let renewal = try Renewal()
        let credentials = try NodeCredentials(renewal.fleet.custodian) { _ in throw Full() }
        let certificate = try renewal.renewed(try credentials.requestRenewal())
        #expect(throws: Full.self) { try credentials.install(certificate, at: SampleFleet.now) }
        #expect(credentials.tls.certificate == renewal.fleet.custodian.certificate)
    }

    @Test("a certificate that nobody asked for, for an older request, or for less time is refused")
    func unasked() throws {
        let renewal = try Renewal()
        let credentials = try NodeCredentials(renewal.fleet.custodian)
        let first = try credentials.requestRenewal()
        let refusal = FleetError(.badCertificate, "")
        #expect(throws: refusal) {
            try NodeCredentials(renewal.fleet.custodian).install(renewal.renewed(first), at: SampleFleet.now)
        }
        let second = try credentials.requestRenewal()
        #expect(throws: refusal) { try credentials.install(renewal.renewed(first), at: SampleFleet.now) }
        #expect(throws: refusal) {
            try credentials.install(renewal.renewed(second, by: renewal.desk(hours: 1)), at: SampleFleet.now)
        }
        #expect(throws: refusal) { try credentials.install([1, 2, 3], at: SampleFleet.now) }
        try credentials.install(renewal.renewed(second), at: SampleFleet.now)
        #expect(throws: refusal) { try credentials.install(renewal.renewed(second), at: SampleFleet.now) }
    }

    @Test("a captured hub cannot make a node take a certificate that its peers would refuse, and so lose it for good")
    func useless() throws {
        let renewal = try Renewal()
        let fleet = renewal.fleet
        let credentials = try NodeCredentials(fleet.custodian)
        let request = try credentials.requestRenewal()
        let foreign = try SampleFleet().authority.issuing
        renewal.time.advance(8 * 86_400)
        let tooLate = try renewal.renewed(request)
        renewal.time.advance(-8 * 86_400)
        for certificate in [try renewal.renewed(request, by: renewal.desk(foreign)), tooLate] {
            #expect(throws: FleetError(.badCertificate, "")) {
                try credentials.install(certificate, at: SampleFleet.now)
            }
        }
        #expect(credentials.tls.certificate == fleet.custodian.certificate)
        try credentials.install(renewal.renewed(request), at: SampleFleet.now)
    }

    @Test("a new node takes no first certificate that its peers would refuse")
    func uselessFirst() throws {
        let fleet = try SampleFleet()
        let token = try fleet.authority.invite(
            .custodian, id: "custodian-2", to: fleet.charter(), at: SampleFleet.now, validForHours: 1)
        let keys = NodeKeys(token.name)
        let request = try JoinRequest(
            token, keys, JoinRequest.Attributes(region: "r", jurisdiction: "", endpoint: "127.0.0.1:1"))
        let certificateRequest = try CertificateRequest(decoding: request.certificateRequest)
        for (authority, isRight) in [(fleet.authority, true), (try SampleFleet().authority, false)] {
            let certificate = try authority.issuing.issue(
                certificateRequest, identityKey: request.identityKey, at: SampleFleet.now, validForHours: 1)
            let identity = try? keys.identity(certificate: certificate, authority: fleet.authority.certificate)
            #expect((identity != nil) == isRight)
        }
    }

    @Test("the desk certifies members alone, each for itself, and for a key that its identity key vouches for")
    func desk() throws {
        let renewal = try Renewal()
        let fleet = renewal.fleet
        let request = try NodeCredentials(fleet.custodian).requestRenewal()
        let gateway = try NodeCredentials(fleet.gateway).requestRenewal()
        let impostor = try fleet.authority.issue(.custodian, id: "custodian-1", at: SampleFleet.now, validForDays: 1)
        let forged = try NodeCredentials(impostor).requestRenewal()
        let desk = renewal.desk()
        #expect(throws: FleetError(.wrongPeer, "")) {
            try desk.certificate(gateway, role: .custodian, id: "custodian-1")
        }
        #expect(throws: FleetError(.wrongPeer, "")) {
            try desk.certificate(request, role: .gateway, id: "gateway-1")
        }
        #expect(throws: FleetError(.badSignature, "")) {
            try desk.certificate(forged, role: .custodian, id: "custodian-1")
        }
        for count in stride(from: 0, to: request.count, by: 3) {
            #expect(throws: FleetError(.badCertificate, "")) { try renewal.renewed(Array(request.prefix(count))) }
        }
        let key = try Certificate(derEncoded: renewal.renewed(request)).publicKey
        for position in request.indices {
            var changed = request
            changed[position] ^= 1
            // A byte may mean nothing; none makes a certificate for another key.
            guard let certificate = try? renewal.renewed(changed) else { continue }
            #expect(try Certificate(derEncoded: certificate).publicKey == key, "byte \(position)")
        }
        let charter = renewal.membership.charter
        try renewal.membership.adopt(
            fleet.authority.sign(charter.removing(fleet.custodian.name, at: SampleFleet.now)))
        #expect(throws: FleetError(.wrongPeer, "")) { try renewal.renewed(request) }
    }
}
