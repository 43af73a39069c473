import ByteCoding
import FleetIdentity
import KeyMap
import Testing

@Suite("Charters that follow each other")
struct SuccessionTests {
    private static func request(_ fleet: SampleFleet, _ role: FleetRole, _ id: String) throws -> JoinRequest {
        let token = try fleet.authority.invite(
            role, id: id, to: fleet.charter(), at: SampleFleet.now, validForHours: 1)
        return try JoinRequest(
            token, NodeKeys(token.name),
            JoinRequest.Attributes(
                region: "us-east-1", jurisdiction: "us", trust: 3, vendor: "v", model: "m", operatorName: "o",
                endpoint: "127.0.0.1:8411"))
    }

    @Test("a charter with nodes added and removed comes back as it was, in format 3")
    func roundTrip() throws {
        let fleet = try SampleFleet()
        let now = SampleFleet.now
        let full = try fleet.charter()
            .adding(Self.request(fleet, .custodian, "custodian-2"), at: now)
            .adding(Self.request(fleet, .gateway, "gateway-2"), at: now)
        let left = try full.removing(fleet.custodian.name, at: now)
        for charter in [full, left, try left.removing(fleet.gateway.name, at: now)] {
            #expect(charter.encoded[4] == 3)
            #expect(try FleetCharter(decoding: charter.encoded) == charter)
        }
        #expect(left.revision == 4 && left.former.map(\.id.description) == ["custodian-1"])
        #expect(left.fleetKeyGeneration == 2 && full.fleetKeyGeneration == 1)
        #expect(left.members.signingKey(of: CustodianID("custodian-1")) == fleet.custodian.signingPublicKey)
        #expect(left.members.custodian(CustodianID("custodian-1")) == nil)
    }

    @Test("of a custodian that has left, the charter keeps the name, the place and the keys")
    func departed() throws {
        let fleet = try SampleFleet()
        let request = try Self.request(fleet, .custodian, "custodian-2")
        let charter = try fleet.charter().adding(request, at: SampleFleet.now).removing(
            request.name, at: SampleFleet.now)
        let back = try #require(try FleetCharter(decoding: charter.encoded).former.first)
        #expect(back.id.description == "custodian-2" && back.ordinal == 2 && back.region == "us-east-1")
        #expect(back.identityKey == request.identityKey && back.sealingKey == request.sealingKey)
    }

    @Test("a charter is written in the oldest format that can say it")
    func formats() throws {
        let fleet = try SampleFleet()
        func charter(_ custodian: CustodianRecord, places: [String: NodePlace] = [:]) throws -> FleetCharter {
            try FleetCharter(
                fleet: "dev", revision: 1, issued: SampleFleet.now, authority: fleet.authority.certificate,
                hubKey: fleet.hub.signingPublicKey, hubs: ["hub-1"], gateways: ["gateway-1"], gatewayPlaces: places,
                custodians: [custodian], leastQuorum: 2)
        }
        let plain = try #require(try fleet.charter().custodians.first)
        let trusted = CustodianRecord(
            id: plain.id, ordinal: 1, region: "r", vendor: "v", operatorName: "o", endpoint: "127.0.0.1:1",
            identityKey: plain.identityKey, sealingKey: plain.sealingKey, jurisdiction: "eu", trust: 1)
        let place = ["gateway-1": NodePlace(region: "r", jurisdiction: "")]
        for (charter, format) in [
            (try charter(plain), 1), (try charter(trusted), 2), (try charter(plain, places: place), 2),
            (try fleet.charter(), 3),
        ] as [(FleetCharter, UInt8)] {
            #expect(charter.encoded[4] == format)
            #expect(try FleetCharter(decoding: charter.encoded) == charter)
            var later = charter.encoded
            later[4] = 4
            #expect(throws: ByteCodingError.self) { try FleetCharter(decoding: later) }
            for count in charter.encoded.indices {
                #expect(throws: ByteCodingError.self) {
                    try FleetCharter(decoding: Array(charter.encoded.prefix(count)))
                }
            }
            #expect(throws: ByteCodingError.self) { try FleetCharter(decoding: charter.encoded + [0]) }
        }
    }

    @Test("names and keys that are or were a member's are not taken again")
    func taken() throws {
        let fleet = try SampleFleet()
        let now = SampleFleet.now
        let request = try Self.request(fleet, .custodian, "custodian-2")
        let joined = try fleet.charter().adding(request, at: now)
        #expect(throws: FleetError(.badDocument, "")) { try joined.adding(request, at: now) }
        let left = try joined.removing(request.name, at: now)
        #expect(throws: FleetError(.badDocument, "")) { try left.adding(request, at: now) }
        #expect(throws: FleetError(.badName, "")) { try left.removing(request.name, at: now) }
        #expect(throws: FleetError(.badName, "")) { try left.removing(fleet.hub.name, at: now) }
        let other = try Self.request(fleet, .custodian, "custodian-3")
        #expect(try left.adding(other, at: now).custodians.last?.ordinal == 3)
    }
}
