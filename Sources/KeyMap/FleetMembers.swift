/// Who is in the fleet, by the charter that its root key signed: what every replica of the key map goes by.
package struct FleetMembers: Hashable, Sendable {
    package let custodians: [CustodianRecord]
    /// Custodians that have left. Nobody works with them, but the certificates that they signed stay good.
    package let former: [CustodianRecord]
    /// Where gateways stand, by their ids.
    package let gateways: [String: NodePlace]
    /// No committee has a smaller quorum.
    package let leastQuorum: Int
    private let byID: [CustodianID: CustodianRecord]
    private let signers: [CustodianID: [UInt8]]

    package init(
        custodians: [CustodianRecord], former: [CustodianRecord] = [], gateways: [String: NodePlace] = [:],
        leastQuorum: Int = 2
    ) {
        self.custodians = custodians
        self.former = former
        self.gateways = gateways
        self.leastQuorum = leastQuorum
        byID = Dictionary(custodians.map { ($0.id, $0) }) { first, _ in first }
        signers = Dictionary((custodians + former).map { ($0.id, $0.identityKey) }) { first, _ in first }
    }

    package func custodian(_ id: CustodianID) -> CustodianRecord? { byID[id] }

    /// The Ed25519 key of a custodian that signs, or once signed, certificates; 32 bytes.
    package func signingKey(of id: CustodianID) -> [UInt8]? { signers[id] }
}
