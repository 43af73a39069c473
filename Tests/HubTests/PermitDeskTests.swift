import Custodian
import CustodianContract
import Hub
import KeyMap
import KeyMaterial
import SecretSharing
import TestSupport
import Testing

@Suite("The hub's desk: who gets a permit, for what, and over whose shares")
struct PermitDeskTests {
    @Test(
        "a permit names exactly a quorum under its indices, the present runs, and what was asked, under the hub's signature"
    )
    func contents() async throws {
        let fleet = try await PermitFleet(quorum: 3, of: 5)
        let signed = try await fleet.ask(fleet.request(client: "request-7"), by: 2)
        let permit = signed.permit
        #expect(signed.isSigned(by: fleet.fleet.hubKey) && signed.previous == nil)
        #expect(permit.share.key == fleet.key.id && permit.epoch == .first && permit.purpose == .generateMAC)
        #expect(permit.requester == fleet.fleet.seat(2).id && permit.clientRequest == "request-7")
        #expect(permit.expires == Timestamp(seconds: fleet.fleet.time.now.seconds + QuorumPermit.lifetime))
        #expect(permit.members.count == 3 && permit.members.contains { $0.custodian == permit.requester })
        #expect(permit.members.map(\.index) == permit.members.map(\.index).sorted())
        for member in permit.members {
            #expect(fleet.fleet.seat(member.index.value).id == member.custodian)
            #expect(await (try fleet.fleet.custodian(member.index.value)).describe().boot == member.boot)
        }
        try fleet.finish(signed, by: 2)
        let next = try await fleet.ask(fleet.request(), by: 2)
        #expect(next.permit.id != permit.id)
        #expect(next.previous == (try fleet.close(signed, by: 2)))
    }

    @Test("a custodian that was started again is named by its new run")
    func boots() async throws {
        let fleet = try await PermitFleet(quorum: 3, of: 3)
        let before = try await fleet.ask(fleet.request())
        try fleet.finish(before)
        try await fleet.fleet.start(fleet.fleet.seat(2))
        try await fleet.connect(2)
        // The end of the old stream arrives late and says nothing of the new run.
        fleet.desk.disconnected(fleet.fleet.seat(2).id, boot: before.permit.members[1].boot)
        let after = try await fleet.ask(fleet.request())
        #expect(after.permit.members[1].boot != before.permit.members[1].boot)
        #expect(after.permit.members[0].boot == before.permit.members[0].boot)
    }

    @Test("a stream that takes another's place, before the other has ended, keeps its custodian in reach")
    func replacedStream() async throws {
        let fleet = try await PermitFleet(quorum: 3, of: 3)
        try await fleet.connect(2)
        try await fleet.cutOff(2)
        #expect(await fleet.refusal(fleet.request()) == nil)
        try await fleet.cutOff(2)
        #expect(await fleet.refusal(fleet.request()) == .unavailable)
    }

    @Test("members that are to be avoided or are cut off are not named; too few left are refused, by name")
    func quorums() async throws {
        let fleet = try await PermitFleet(quorum: 2, of: 4)
        for _ in 0..<20 {
            let signed = try await fleet.ask(fleet.request(avoiding: [3]))
            #expect(!signed.permit.members.contains { $0.custodian == fleet.fleet.seat(3).id })
            try fleet.finish(signed)
        }
        try await fleet.cutOff(2)
        for _ in 0..<20 {
            let signed = try await fleet.ask(fleet.request(avoiding: [1]))
            #expect(signed.permit.members.map(\.index.value) == [3, 4])
            try fleet.finish(signed)
        }
        let error = await #expect(throws: Refusal.self) {
            try await fleet.ask(fleet.request(avoiding: [1, 4]))
        }
        #expect(error?.code == .unavailable)
        for name in ["custodian-1", "custodian-2", "custodian-4"] { #expect(error?.message.contains(name) == true) }
        #expect(error?.message.contains("custodian-3") == false)
        // Nothing is held up by the refusal.
        #expect(await fleet.refusal(fleet.request()) == nil)
    }

    @Test("whom one requester avoids, others are sent to only where there is nobody else")
    func sharedAvoidance() async throws {
        let fleet = try await PermitFleet(quorum: 2, of: 4)
        try fleet.finish(try await fleet.ask(fleet.request(avoiding: [3]), by: 1), by: 1)
        for _ in 0..<20 {
            let signed = try await fleet.ask(fleet.request(), by: 2)
            #expect(!signed.permit.members.contains { $0.custodian == fleet.fleet.seat(3).id })
            try fleet.finish(signed, by: 2)
        }
        // What the one that avoids it knew before, it has said itself.
        var asked: Set<Int> = []
        for _ in 0..<50 {
            let signed = try await fleet.ask(fleet.request(), by: 1)
            asked.formUnion(signed.permit.members.map(\.index.value))
            try fleet.finish(signed, by: 1)
        }
        #expect(asked.contains(3))
        // Its own share costs it nothing.
        let own = try await fleet.ask(fleet.request(), by: 3)
        #expect(own.permit.members.contains { $0.custodian == fleet.fleet.seat(3).id })
        try fleet.finish(own, by: 3)
        try await fleet.cutOff(1)
        let needed = try await fleet.ask(fleet.request(avoiding: [4]), by: 2)
        #expect(needed.permit.members.map(\.index.value) == [2, 3])
        try fleet.finish(needed, by: 2)
        fleet.fleet.time.advance(seconds: 11)
        asked = []
        for _ in 0..<50 {
            let signed = try await fleet.ask(fleet.request(), by: 2)
            asked.formUnion(signed.permit.members.map(\.index.value))
            try fleet.finish(signed, by: 2)
        }
        #expect(asked == [2, 3, 4])
    }

    @Test("an unknown key, version, shard or epoch, another usage, a disabled key and threshold custody are refused")
    func refusals() async throws {
        let fleet = try await PermitFleet()
        let threshold = try await fleet.fleet.createKey(.symmetricDefault, id: "threshold")
        let domain = try await fleet.fleet.createKey(.symmetricDefault, custody: .quorum, id: "domain")
        for request in [
            fleet.request(epoch: 2), fleet.request(epoch: 0), fleet.request(version: 2), fleet.request(shard: 2),
            PermitRequest(
                share: ShareName(key: KeyID("none"), version: .first, shard: 1), epoch: .first, purpose: .generateMAC,
                clientRequest: "", avoiding: []),
        ] {
            #expect(await fleet.refusal(request) == .unknownShare)
        }
        for kind in KeyOperation.Kind.allCases {
            let isFor = kind.usage == .generateVerifyMAC
            #expect(await fleet.refusal(fleet.request(purpose: kind)) == (isFor ? nil : .forbidden))
            #expect(await fleet.refusal(fleet.request(threshold, purpose: kind)) == .forbidden)
        }
        #expect(await fleet.refusal(fleet.request(domain, purpose: .evaluate)) == nil)
        for change in [KeyChange.disable, .scheduleDeletion(days: 7)] {
            try await fleet.fleet.change(fleet.key.id, change)
            #expect(await fleet.refusal(fleet.request()) == .forbidden)
        }
    }

    @Test(
        "a key that is rebuilt beside gateways alone is permitted to requesters where it may be used, and to nobody else"
    )
    func requesters() async throws {
        let fleet = try await PermitFleet(requesters: ["eu-west-1", "us-east-1"])
        let site = "k=2 n=3 reconstruction=gateway"
        let bound = try await fleet.fleet.createKey(.hmac256, id: "bound", placement: site)
        let european = try await fleet.fleet.createKey(.hmac256, id: "european", placement: site + " use=eu-west-1")
        let american = try await fleet.fleet.createKey(.hmac256, id: "american", placement: "k=2 n=3 use=us-east-1")
        for (key, allowed) in [(bound, [4, 5]), (european, [4]), (american, [5]), (fleet.key, [1, 2, 3, 4, 5])] {
            for index in 1...5 {
                let refusal = await fleet.refusal(fleet.request(key), by: index)
                #expect(refusal == (allowed.contains(index) ? nil : .forbidden), "\(key.id) \(index)")
            }
        }
        let stranger = await #expect(throws: Refusal.self) {
            try await fleet.desk.permit(fleet.request(), for: CustodianID("custodian-99"))
        }
        #expect(stranger?.code == .forbidden)
    }

    @Test("a requester is no member of any quorum")
    func shareless() async throws {
        let fleet = try await PermitFleet(requesters: ["eu-west-1"])
        for _ in 0..<20 {
            let signed = try await fleet.ask(fleet.request(), by: 4)
            #expect(!signed.permit.members.contains { $0.custodian == fleet.fleet.seat(4).id })
            try fleet.finish(signed, by: 4)
        }
    }

    @Test("trap 42: a key that was disabled while requests waited for it gives no more permits")
    func disabledMeanwhile() async throws {
        let fleet = try await PermitFleet()
        let first = try await fleet.ask(fleet.request())
        let waiting = Task { await fleet.refusal(fleet.request(), by: 2) }
        try await PermitFleet.settle()
        try await fleet.fleet.change(fleet.key.id, .disable)
        try fleet.finish(first)
        #expect(await waiting.value == .forbidden)
    }
}
