import KeyMap
import Placement
import Testing

@Suite("Who may rebuild a key: the one rule that gateway, hub and custodians ask")
struct RebuildingTests {
    private func custodian(_ kind: CustodianKind, in region: String) -> CustodianRecord {
        CustodianRecord(
            id: CustodianID("custodian-1"), ordinal: 1, region: region, vendor: "v", operatorName: "o", endpoint: "e",
            identityKey: [], sealingKey: [], jurisdiction: "eu", kind: kind)
    }

    @Test(
        "any custodian where the placement lets the key be used, and requesters alone where it asks for them",
        arguments: [
            ("", true, true), ("k=2 n=3", true, true), ("k=2 n=3 reconstruction=gateway", false, true),
            ("k=2 n=3 use=eu-west-1 reconstruction=gateway", false, true), ("k=2 n=3 use=us-east-1", false, false),
            ("k=2 n=3 use=us-east-1 reconstruction=gateway", false, false),
            ("k=2 n=3 use-jurisdictions=us reconstruction=gateway", false, false), ("no placement", false, false),
        ])
    func rule(placement: String, isForMembers: Bool, isForRequesters: Bool) {
        let placements = PlacementPolicies()
        for kind in CustodianKind.allCases {
            let obstacle = placements.obstacle(to: custodian(kind, in: "eu-west-1"), rebuilding: placement)
            #expect((obstacle == nil) == (kind == .requester ? isForRequesters : isForMembers), "\(kind)")
        }
    }

    @Test("residents and ephemeral custodians join committees, backups and requesters do not")
    func committees() {
        #expect(CustodianKind.allCases.filter(\.joinsCommittees) == [.resident, .ephemeral])
    }
}
