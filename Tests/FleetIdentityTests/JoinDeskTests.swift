import FleetIdentity
import KeyMap
import Testing

@Suite("The door for new nodes")
struct JoinDeskTests {
    private let fleet: SampleFleet
    private let membership: Membership
    private let time = ManualClock(SampleFleet.now)
    private let desk: JoinDesk

    init() throws {
        fleet = try SampleFleet()
        let membership = try Membership(
            fleet.authority.sign(fleet.charter()), rootPublicKey: fleet.authority.rootPublicKey)
        self.membership = membership
        let time = time
        desk = JoinDesk(
            membership: membership,
            certificates: CertificateDesk(
                fleet.authority.issuing, membership: membership, validForHours: 24, clock: { time.now }),
            clock: { time.now })
    }

    private func token(_ id: String) throws -> JoinToken {
        try fleet.authority.invite(
            .custodian, id: id, to: fleet.charter(), at: SampleFleet.now, validForHours: 24)
    }

    private func request(_ token: JoinToken, endpoint: String = "127.0.0.1:8411") throws -> JoinRequest {
        try JoinRequest(
            token, NodeKeys(token.name), JoinRequest.Attributes(region: "r", jurisdiction: "", endpoint: endpoint))
    }

    @Test("(26) 256 wait at most, however many are invited; those who wait may go on asking")
    func limit() throws {
        let requests = try (0..<257).map { try request(token("node-\($0)")) }
        for request in requests.prefix(256) { #expect(try desk.answer(request, from: request.name.id) == .pending) }
        #expect(throws: FleetError(.badDocument, "")) { try desk.answer(requests[256], from: "node-256") }
        #expect(try desk.answer(requests[0], from: "node-0") == .pending)
        #expect(desk.requests.count == 256)
        time.advance(601)
        #expect(desk.requests.isEmpty)
        #expect(try desk.answer(requests[256], from: "node-256") == .pending)
        #expect(desk.requests.map(\.name.id) == ["node-256"])
    }

    @Test("a second holder of a token does not take the place of the first, whom an operator may be looking at")
    func swapped() throws {
        let token = try token("node-1")
        let first = try request(token)
        let second = try request(token)
        #expect(try desk.answer(first, from: "node-1") == .pending)
        #expect(throws: FleetError(.badName, "")) { try desk.answer(second, from: "node-1") }
        #expect(desk.requests == [first])
        time.advance(601)
        #expect(try desk.answer(second, from: "node-1") == .pending)
        #expect(desk.requests == [second])
    }

    @Test("a custodian that was revoked does not wait again, by whichever token")
    func revoked() throws {
        let token = try token("node-1")
        let request = try request(token)
        try membership.adopt(fleet.authority.sign(membership.charter.adding(request, at: SampleFleet.now)))
        try membership.adopt(fleet.authority.sign(membership.charter.removing(token.name, at: SampleFleet.now)))
        for request in [request, try self.request(token)] {
            #expect(throws: FleetError(.badName, "")) { try desk.answer(request, from: "node-1") }
        }
        #expect(desk.requests.isEmpty)
    }

    @Test(
        "an endpoint that would be no use to the others, or harm them, is refused",
        arguments: [
            "", "host", ":1", "host:", "host:0", "host:65536", "10.0.0.1:99999999999999999999", "host:-1", "a:1:2",
        ])
    func endpoints(_ endpoint: String) throws {
        let request = try request(token("node-1"), endpoint: endpoint)
        #expect(throws: FleetError(.badName, "")) { try desk.answer(request, from: "node-1") }
    }
}
