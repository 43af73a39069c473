import FleetIdentity
import Foundation
import KeyMap
import Secrets

/// A small fleet, made once a test.
struct SampleFleet {
    static let now = Timestamp(seconds: Date().timeIntervalSince1970)

    let authority: FleetAuthority
    let custodian: NodeIdentity
    let gateway: NodeIdentity
    let hub: NodeIdentity

    init(_ name: String = "dev") throws {
        authority = try FleetAuthority.create(fleet: name, at: Self.now, validForDays: 30)
        custodian = try authority.issue(
            .custodian, id: "custodian-1", hosts: ["localhost", "127.0.0.1"], at: Self.now, validForDays: 7,
            fleetKey: .random(generation: 1))
        gateway = try authority.issue(.gateway, id: "gateway-1", at: Self.now, validForDays: 7)
        hub = try authority.issue(.hub, id: "hub-1", at: Self.now, validForDays: 7)
    }

    static func sealingKey(_ byte: UInt8 = 7) throws -> SealingKey {
        try SealingKey(SecretBytes(copying: [UInt8](repeating: byte, count: 32)))
    }

    func charter(leastQuorum: Int = 2, custodians: Int = 1, revision: UInt64 = 1) throws -> FleetCharter {
        try FleetCharter(
            fleet: authority.fleet, revision: revision, issued: Self.now, authority: authority.certificate,
            hubKey: hub.signingPublicKey, hubs: ["hub-1"], gateways: ["gateway-1"],
            gatewayKeys: ["gateway-1": gateway.signingPublicKey],
            custodians: [CustodianRecord](repeating: record, count: custodians), leastQuorum: leastQuorum,
            hubEndpoint: "127.0.0.1:8420")
    }

    private var record: CustodianRecord {
        CustodianRecord(
            id: CustodianID("custodian-1"), ordinal: 1, region: "eu-west-1", vendor: "vendor", operatorName: "operator",
            endpoint: "127.0.0.1:8410", identityKey: custodian.signingPublicKey,
            sealingKey: custodian.agreementPublicKey)
    }
}
