import ByteCoding
import FleetIdentity
import KeyMap
import Testing

@Suite("Joining a fleet")
struct JoiningTests {
    private static let attributes = JoinRequest.Attributes(
        region: "eu-west-1", jurisdiction: "eu", trust: 2, kind: .resident, vendor: "v", model: "m", operatorName: "o",
        endpoint: "127.0.0.1:8411")

    private static func token(
        _ fleet: SampleFleet, _ role: FleetRole = .custodian, id: String = "custodian-2", hours: Double = 1
    ) throws -> JoinToken {
        let token = try fleet.authority.invite(
            role, id: id, to: fleet.charter(), at: SampleFleet.now, validForHours: hours)
        return try JoinToken(text: token.text)
    }

    private static func desk(_ fleet: SampleFleet, _ membership: Membership, hours: Double = 0) -> JoinDesk {
        let now = Timestamp(seconds: SampleFleet.now.seconds + hours * 3_600)
        return JoinDesk(
            membership: membership,
            certificates: CertificateDesk(
                fleet.authority.issuing, membership: membership, validForHours: 24, clock: { now }), clock: { now })
    }

    private static func membership(_ fleet: SampleFleet, _ charter: FleetCharter? = nil) throws -> Membership {
        try Membership(
            fleet.authority.sign(charter ?? fleet.charter()), rootPublicKey: fleet.authority.rootPublicKey)
    }

    @Test("an invited custodian waits until the root key signs a charter with it, and then is who it says")
    func custodian() throws {
        let fleet = try SampleFleet()
        let token = try Self.token(fleet)
        let keys = NodeKeys(token.name)
        let request = try JoinRequest(decoding: JoinRequest(token, keys, Self.attributes).encoded)
        let membership = try Self.membership(fleet)
        let desk = Self.desk(fleet, membership)
        #expect(try desk.answer(request, from: "custodian-2") == .pending)
        #expect(desk.requests == [request])
        let next = try fleet.authority.sign(membership.charter.adding(request, at: SampleFleet.now))
        try membership.adopt(next)
        #expect(desk.requests.isEmpty)
        guard case .welcome(let certificate, let charter) = try desk.answer(request, from: "custodian-2") else {
            Issue.record("it still waits")
            return
        }
        #expect(charter == next)
        let identity = try keys.identity(certificate: certificate, authority: fleet.authority.certificate)
        #expect(identity.isVouchedFor)
        let admission = try membership.admit(certificate, as: [.custodian], id: "custodian-2", at: SampleFleet.now)
        #expect(admission.identityKey == identity.signingPublicKey)
        let record = try #require(membership.charter.custodians.last)
        #expect(record.ordinal == 2 && record.trust == 2 && record.region == "eu-west-1" && record.model == "m")
    }

    @Test("keys are the same keys after they were saved, for who saved them and for who loads them")
    func savedKeys() throws {
        let fleet = try SampleFleet()
        let token = try Self.token(fleet)
        let folder = try TemporaryFolder()
        let sealing = try SampleFleet.sealingKey()
        let keys = NodeKeys(token.name)
        let before = try JoinRequest(token, keys, Self.attributes)
        try keys.save(to: folder.file("join.sealed"), sealedBy: sealing)
        let loaded = try NodeKeys(file: folder.file("join.sealed"), sealedBy: sealing)
        for keys in [keys, loaded] {
            let request = try JoinRequest(token, keys, Self.attributes)
            try request.verify(rootPublicKey: fleet.authority.rootPublicKey, at: SampleFleet.now)
            #expect(request.fingerprint == before.fingerprint)
        }
    }

    @Test("who has no invitation of the root key, an old one or another's is told so, and waits nowhere")
    func uninvited() throws {
        let fleet = try SampleFleet()
        let other = try SampleFleet()
        let membership = try Self.membership(fleet)
        let token = try Self.token(fleet)
        let request = try JoinRequest(token, NodeKeys(token.name), Self.attributes)
        let foreign = try Self.token(other)
        let uninvited = try JoinRequest(foreign, NodeKeys(foreign.name), Self.attributes)
        let cases: [(JoinDesk, JoinRequest, String)] = [
            (Self.desk(fleet, membership), uninvited, "custodian-2"),
            (Self.desk(fleet, membership, hours: 2), request, "custodian-2"),
            (Self.desk(fleet, membership), request, "custodian-3"),
        ]
        for (desk, request, applicant) in cases {
            #expect(throws: FleetError.self) { try desk.answer(request, from: applicant) }
            #expect(desk.requests.isEmpty)
        }
    }

    @Test("an invitation that was used with other keys is refused, and says that somebody was faster")
    func usedTwice() throws {
        let fleet = try SampleFleet()
        let token = try Self.token(fleet)
        let membership = try Self.membership(fleet)
        let first = try JoinRequest(token, NodeKeys(token.name), Self.attributes)
        try membership.adopt(fleet.authority.sign(membership.charter.adding(first, at: SampleFleet.now)))
        let second = try JoinRequest(token, NodeKeys(token.name), Self.attributes)
        let error = #expect(throws: FleetError(.badName, "")) {
            try Self.desk(fleet, membership).answer(second, from: "custodian-2")
        }
        #expect(error?.message.contains("revoke") == true)
    }

    @Test("a request that was changed after it was signed is refused")
    func changed() throws {
        let fleet = try SampleFleet()
        let token = try Self.token(fleet)
        let encoded = try JoinRequest(token, NodeKeys(token.name), Self.attributes).encoded
        for position in stride(from: 0, to: encoded.count, by: 5) {
            var bytes = encoded
            bytes[position] ^= 1
            #expect(throws: (any Error).self) {
                try JoinRequest(decoding: bytes).verify(
                    rootPublicKey: fleet.authority.rootPublicKey, at: SampleFleet.now)
            }
        }
    }

    @Test("a token that was cut or changed is refused; so are roles that nobody is invited for, and ids that were used")
    func badTokens() throws {
        let fleet = try SampleFleet()
        let token = try Self.token(fleet).text
        #expect(throws: FleetError(.badDocument, "")) { try JoinToken(text: String(token.dropLast(3))) }
        #expect(throws: FleetError(.badDocument, "")) { try JoinToken(text: "hello") }
        #expect(throws: FleetError(.badName, "")) { try Self.token(fleet, .hub, id: "hub-2") }
        #expect(throws: FleetError(.badName, "")) { try Self.token(fleet, id: "custodian-1") }
        #expect(throws: FleetError(.badName, "")) { try Self.token(fleet, .gateway, id: "gateway-1") }
    }
}
