import ByteCoding
import Custodian
import CustodianContract
import KeyMap
import KeyMaterial
import SecretSharing
import Synchronization
import TestSupport
import Testing

@Suite("A requester whose hub gives out permits that nobody asked for")
struct CrookedHubTests {
    /// Gives every requester the permit that the test has written.
    private final class CrookedHub: PermitSource {
        private let answer = Mutex<(@Sendable (PermitRequest) throws -> SignedPermit)?>(nil)

        func give(_ answer: @escaping @Sendable (PermitRequest) throws -> SignedPermit) {
            self.answer.withLock { $0 = answer }
        }

        func permit(_ request: PermitRequest) async throws(Refusal) -> SignedPermit {
            do {
                guard let permit = try answer.withLock({ $0 })?(request) else { throw Refusal(.unavailable, "none") }
                return permit
            } catch {
                throw Refusal(.unavailable, "\(error)")
            }
        }

        func close(_ close: PermitClose) {}
    }

    enum Twist: String, CaseIterable, Sendable {
        case none, otherKey, otherEpoch, otherPurpose, otherRegion, otherRequester, unsigned, tooFew, tooMany, twice
        case swapped
    }

    @Test("nobody is asked for a share, and nobody blamed", arguments: Twist.allCases)
    func twisted(twist: Twist) async throws {
        let hub = CrookedHub()
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 3)) { _ in hub }
        let key = try await fleet.createKey(.hmac256, id: "key")
        let other = try await fleet.createKey(.hmac256, id: "other")
        let pen = try KeyMapAuthor()
        var all: [QuorumPermit.Member] = []
        for index in 1...3 {
            all.append(
                QuorumPermit.Member(
                    custodian: fleet.seat(index).id, index: try ShareIndex(index),
                    boot: await (try fleet.custodian(index)).describe().boot))
        }
        let swapped = [
            QuorumPermit.Member(custodian: all[0].custodian, index: all[1].index, boot: all[0].boot),
            QuorumPermit.Member(custodian: all[1].custodian, index: all[0].index, boot: all[1].boot),
        ]
        let members =
            switch twist {
            case .tooFew: [all[0]]
            case .tooMany: all
            case .twice: [all[0], all[0]]
            case .swapped: swapped
            default: [all[0], all[1]]
            }
        let requester = fleet.seat(twist == .otherRequester ? 2 : 3).id
        let now = fleet.time.now
        hub.give { request in
            let permit = QuorumPermit(
                id: [UInt8](repeating: 1, count: 16),
                share: twist == .otherKey ? ShareName(key: other.id, version: .first, shard: 1) : request.share,
                epoch: twist == .otherEpoch ? Epoch(2) : request.epoch, members: members, requester: requester,
                purpose: twist == .otherPurpose ? .verifyMAC : request.purpose,
                region: twist == .otherRegion ? "us-east-1" : request.region, clientRequest: "r",
                expires: Timestamp(seconds: now.seconds + 1))
            let signature = twist == .unsigned ? [UInt8](repeating: 3, count: 64) : try pen.sign(permit.encoded)
            return SignedPermit(permit: permit, signature: signature, previous: nil)
        }
        let use = ShareUse(key, .perform(.generateMAC(message: [1])))
        let result = try await fleet.custodian(3).use(use, gateway: TestFleet.gateway)
        guard twist != .none else {
            #expect(result.performed != nil)
            return
        }
        #expect(result.refusal == .unavailable)
        #expect(!result.reason.contains("custodian-1") && !result.reason.contains("custodian-2"), "\(result)")
        #expect(fleet.links.allSatisfy { $0.releases.isEmpty })
    }
}
