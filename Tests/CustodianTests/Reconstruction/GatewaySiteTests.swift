import AuditLog
import ByteCoding
import Custodian
import CustodianContract
import KeyGeneration
import KeyMap
import KeyMaterial
import SecretSharing
import TestSupport
import Testing

/// Custodians 1 to 3 hold shares; 4 is a requester beside the gateway in eu-west-1, 5 one in us-east-1.
@Suite("Keys that are rebuilt beside a gateway alone: what custodians hold to, whatever gateway and hub do")
struct GatewaySiteTests {
    private static let placement = "k=2 n=3 reconstruction=gateway"
    private static let mac = ShareUse.Action.perform(.generateMAC(message: [1, 2, 3]))

    private static func fleet() async throws -> TestFleet {
        try await TestFleet(Threshold(quorum: 2, of: 3), requesters: ["eu-west-1", "us-east-1"])
    }

    private static func perform(_ key: KeyRecord, at index: Int, _ fleet: TestFleet) async throws -> ShareResult {
        try await fleet.custodian(index).use(ShareUse(key, mac), gateway: TestFleet.gateway)
    }

    @Test("the requester of the gateway's region rebuilds the key, and holds no share")
    func requester() async throws {
        let fleet = try await Self.fleet()
        let bound = try await fleet.createKey(.hmac256, id: "bound", placement: Self.placement)
        let result = try #require(try await Self.perform(bound, at: 4, fleet).performed)
        #expect(result.custodians.count == 2 && !result.custodians.contains(fleet.seat(4).id))
        #expect(await (try fleet.custodian(4)).describe().shares == 0)
        #expect(fleet.seat(4).audit.records.map(\.name) == ["RebuildKey"])
    }

    @Test(
        "a member refuses to, and so does a requester of another region than the gateway's; nobody is asked for a share"
    )
    func others() async throws {
        let fleet = try await Self.fleet()
        let bound = try await fleet.createKey(.hmac256, id: "bound", placement: Self.placement)
        for index in [1, 2, 3, 5] {
            #expect(try await Self.perform(bound, at: index, fleet).refusal == .forbidden)
            #expect(fleet.seat(index).audit.records.last?.errorCode == "forbidden")
        }
        #expect(fleet.links.allSatisfy { $0.releases.isEmpty })
    }

    @Test("other keys are rebuilt by members and requesters alike")
    func free() async throws {
        let fleet = try await Self.fleet()
        let free = try await fleet.createKey(.hmac256, id: "free")
        var outputs: Set<[UInt8]> = []
        for index in 1...5 {
            outputs.insert(try #require(try await Self.perform(free, at: index, fleet).performed).output)
        }
        #expect(outputs.count == 1)
    }

    @Test(
        "a member releases its share to a requester that the placement allows, and to nobody else with a good permit",
        arguments: [
            (Self.placement, [4, 5]), (Self.placement + " use=eu-west-1", [4]),
            (Self.placement + " use=us-east-1", [5]),
            ("k=2 n=3 use=us-east-1", [5]), ("", [1, 2, 3, 4, 5]),
        ])
    func releases(placement: String, allowed: [Int]) async throws {
        let fleet = try await Self.fleet()
        let key = try await fleet.createKey(.hmac256, placement: placement)
        let hub = try KeyMapAuthor()
        for requester in 1...5 {
            var members: [QuorumPermit.Member] = []
            for index in [1, 2] {
                members.append(
                    QuorumPermit.Member(
                        custodian: fleet.seat(index).id, index: try ShareIndex(index),
                        boot: await (try fleet.custodian(index)).describe().boot))
            }
            let permit = QuorumPermit(
                id: SystemRandomID.make(), share: ShareName(key: key.id, version: .first, shard: 1), epoch: .first,
                members: members, requester: fleet.seat(requester).id, purpose: .generateMAC, clientRequest: "r",
                expires: Timestamp(seconds: fleet.time.now.seconds + 1))
            let signed = SignedPermit(permit: permit, signature: try hub.sign(permit.encoded), previous: nil)
            let custodian = try fleet.custodian(1)
            do throws(Refusal) {
                _ = try await custodian.release(signed, to: fleet.seat(requester).id)
                #expect(allowed.contains(requester), "\(requester)")
            } catch {
                #expect(error.code == .forbidden && !allowed.contains(requester), "\(requester): \(error)")
            }
            // The clock moves on, so that the share is free for the next.
            fleet.time.advance(seconds: 3)
        }
    }

    @Test("no custodian joins a committee with a requester, and a requester joins none")
    func committees() async throws {
        let fleet = try await Self.fleet()
        let parameters = try KeyGenerationParameters(
            fleet: TestFleet.name, key: KeyID("k"), version: .first, shard: 1, suite: .quorumP256,
            threshold: Threshold(quorum: 2, of: 3), epoch: .first,
            members: [1, 2, 4].map { fleet.seat($0).identity.member })
        for index in [1, 2, 4] {
            let step = KeyGenerationStep(parameters: parameters, ceremony: [1], round: .announce, messages: [])
            let refusal = await #expect(throws: CeremonyRefusal.self) {
                try await fleet.custodian(index).generateKey(step)
            }
            #expect(refusal?.reason.contains("requester") == true)
        }
    }
}
