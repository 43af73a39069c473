import AuditLog
import Custodian
import CustodianContract
import KeyMap
import KeyMaterial
import SecretSharing
import TestSupport
import Testing

/// The gateway of a ``TestFleet`` stands in eu-west-1, and so do its custodians; it checks nothing itself.
@Suite("From where a key may be used: what a custodian holds to alone, whatever the gateway does")
struct PlaceTests {
    private static let evaluate = ShareUse.Action.evaluatePRF(
        contextDigest: [UInt8](repeating: 3, count: 32), alpha: [UInt8](repeating: 4, count: 32), withProof: false)
    private static let mac = ShareUse.Action.perform(.generateMAC(message: [1, 2, 3]))

    private static func code(_ result: ShareResult) -> Refusal.Code? {
        guard case .refused(let refusal) = result else { return nil }
        return refusal.code
    }

    @Test(
        "a share computes, and a key is rebuilt, for gateways where the placement allows it",
        arguments: [
            ("", true), ("k=2 n=3 use=eu-west-1", true), ("k=2 n=3 use=eu-west-1:us-east-1", true),
            ("k=2 n=3 use-jurisdictions=eu", true), ("k=2 n=3 use=us-east-1", false),
            ("k=2 n=3 use-jurisdictions=us", false), ("k=2 n=3 use=eu-west-1 use-jurisdictions=us", false),
            ("no placement at all", false),
        ])
    func gateways(placement: String, isAllowed: Bool) async throws {
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
        let sealing = try await fleet.createKey(.symmetricDefault, id: "a", placement: placement)
        let tagging = try await fleet.createKey(.hmac256, id: "b", placement: placement)
        for index in 1...3 {
            for use in [ShareUse(sealing, Self.evaluate), ShareUse(tagging, Self.mac)] {
                let result = try await fleet.custodian(index).use(use, gateway: TestFleet.gateway)
                #expect(Self.code(result) == (isAllowed ? nil : .forbidden))
            }
        }
        let refusals = fleet.seats.flatMap(\.audit.records).filter { $0.errorCode == "forbidden" }
        #expect(refusals.count == (isAllowed ? 0 : 6))
    }

    @Test("a gateway that the charter places nowhere uses no key whose placement names a region")
    func stranger() async throws {
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
        let bound = try await fleet.createKey(.symmetricDefault, id: "a", placement: "k=2 n=3 use=eu-west-1")
        let free = try await fleet.createKey(.symmetricDefault, id: "b")
        let custodian = try fleet.custodian(1)
        #expect(Self.code(await custodian.use(ShareUse(bound, Self.evaluate), gateway: "gateway-9")) == .forbidden)
        #expect(Self.code(await custodian.use(ShareUse(free, Self.evaluate), gateway: "gateway-9")) == nil)
    }
}
