import ByteCoding
import FleetIdentity
import KeyMap

extension Seeds {
    static func identities() throws -> [(form: Int, bytes: [UInt8])] {
        let authority = try FleetAuthority.create(fleet: "dev", at: now, validForDays: 30)
        let gateway = try authority.issue(.gateway, id: "gateway-1", at: now, validForDays: 7)
        let hub = try authority.issue(.hub, id: "hub-1", at: now, validForDays: 7)
        let custodian = try authority.issue(.custodian, id: "custodian-1", at: now, validForDays: 7)
        func record(jurisdiction: String) -> CustodianRecord {
            CustodianRecord(
                id: CustodianID("custodian-1"), ordinal: 1, region: "eu-west-1", vendor: "v", operatorName: "o",
                endpoint: "127.0.0.1:8410", identityKey: custodian.signingPublicKey,
                sealingKey: custodian.agreementPublicKey, jurisdiction: jurisdiction)
        }
        let oldest = try FleetCharter(
            fleet: "dev", revision: 1, issued: now, authority: [1, 2, 3], hubKey: hub.signingPublicKey,
            hubs: ["hub-1"], gateways: ["gateway-1"], custodians: [record(jurisdiction: "")], leastQuorum: 2)
        let middle = try FleetCharter(
            fleet: "dev", revision: 2, issued: now, authority: [1, 2, 3], hubKey: hub.signingPublicKey,
            hubs: ["hub-1"], gateways: ["gateway-1"],
            gatewayPlaces: ["gateway-1": NodePlace(region: "eu-west-1", jurisdiction: "eu")],
            custodians: [record(jurisdiction: "eu")], leastQuorum: 2)
        let charter = try FleetCharter(
            fleet: "dev", revision: 3, issued: now, authority: authority.certificate, hubKey: hub.signingPublicKey,
            hubs: ["hub-1"], gateways: ["gateway-1"], gatewayKeys: ["gateway-1": gateway.signingPublicKey],
            custodians: [record(jurisdiction: "eu")], leastQuorum: 2, hubEndpoint: "127.0.0.1:8420")
        let token = try authority.invite(.custodian, id: "custodian-2", to: charter, at: now, validForHours: 1)
        let request = try JoinRequest(
            token, NodeKeys(token.name),
            JoinRequest.Attributes(
                region: "eu-west-1", jurisdiction: "eu", trust: 2, vendor: "v", model: "m", operatorName: "o",
                endpoint: "127.0.0.1:8411"))
        return [oldest, middle, charter].map { (0, $0.encoded) } + [
            (1, try authority.sign(charter).encoded), (2, token.invitation.encoded), (3, request.encoded),
            (4, request.certificateRequest), (5, Array(token.text.utf8)),
        ]
    }
}
