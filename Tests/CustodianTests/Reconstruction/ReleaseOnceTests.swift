import Custodian
import CustodianContract
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("A permit serves once, and a share one permit at a time")
struct ReleaseOnceTests {
    @Test("trap 14: a permit is served once in a run, also when it was closed, and when its seconds are over")
    func replay() async throws {
        let fleet = try await ReleaseFleet()
        let permit = try await fleet.permit()
        let signed = try fleet.sign(permit)
        #expect(try await fleet.refusal(signed) == nil)
        #expect(try await fleet.refusal(signed) == .forbidden)
        try fleet.fleet.custodian(1).close(fleet.close(permit))
        // Each step is well after the sweep of the one before.
        for _ in 0..<12 {
            #expect(try await fleet.refusal(signed) == .forbidden)
            fleet.fleet.time.advance(seconds: 0.5)
        }
        #expect(fleet.audited().count(where: { $0 == nil }) == 1)
    }

    @Test("trap 14: a permit that was forgotten because it had expired is not served when the clock is set back")
    func clockSetBack() async throws {
        let fleet = try await ReleaseFleet()
        let signed = try fleet.sign(await fleet.permit())
        #expect(try await fleet.refusal(signed) == nil)
        fleet.fleet.time.advance(seconds: 10)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
        fleet.fleet.time.advance(seconds: -10)
        #expect(try await fleet.refusal(signed) == .forbidden)
    }

    @Test("trap 14: a restart voids every permit made before, served or not")
    func restart() async throws {
        let fleet = try await ReleaseFleet()
        let served = try fleet.sign(await fleet.permit())
        let unused = try fleet.sign(await fleet.permit())
        #expect(try await fleet.refusal(served) == nil)
        try await fleet.fleet.start(fleet.fleet.seat(1))
        #expect(try await fleet.refusal(served) == .forbidden)
        #expect(try await fleet.refusal(unused) == .forbidden)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
    }

    @Test("a share that serves one permit serves no other, for the same requester or another")
    func twoAtOnce() async throws {
        let fleet = try await ReleaseFleet()
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == .busy)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit(requester: 2)), to: 2) == .busy)
        #expect(fleet.audited() == [nil, "busy", "busy"])
        // Shares of other keys are free.
        let key = try await fleet.fleet.createKey(.hmac512, id: "other")
        let other = try await fleet.permit(share: ShareName(key: key.id, version: .first, shard: 1))
        #expect(try await fleet.refusal(fleet.sign(other)) == nil)
    }

    @Test("many permits at once open a share once")
    func racing() async throws {
        let fleet = try await ReleaseFleet()
        let permits = try await withThrowingTaskGroup(of: SignedPermit.self) { group in
            for _ in 0..<32 { group.addTask { try fleet.sign(await fleet.permit()) } }
            return try await group.reduce(into: [SignedPermit]()) { $0.append($1) }
        }
        let refusals = try await withThrowingTaskGroup(of: Refusal.Code?.self) { group in
            for permit in permits { group.addTask { try await fleet.refusal(permit) } }
            return try await group.reduce(into: [Refusal.Code?]()) { $0.append($1) }
        }
        #expect(refusals.count(where: { $0 == nil }) == 1)
        #expect(refusals.count(where: { $0 == .busy }) == 31)
    }

    @Test("the requester's signed close frees the share at once")
    func close() async throws {
        let fleet = try await ReleaseFleet()
        let permit = try await fleet.permit()
        #expect(try await fleet.refusal(fleet.sign(permit)) == nil)
        try fleet.fleet.custodian(1).close(fleet.close(permit))
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
    }

    @Test("a close with a wrong signature, another custodian's, or for another permit frees nothing")
    func forgedClose() async throws {
        let fleet = try await ReleaseFleet()
        let permit = try await fleet.permit()
        #expect(try await fleet.refusal(fleet.sign(permit)) == nil)
        let honest = try fleet.close(permit)
        let forged = [
            PermitClose(permit: honest.permit, signature: honest.signature.flipping(bit: 3)),
            PermitClose(permit: honest.permit.flipping(bit: 3), signature: honest.signature),
            PermitClose(permit: honest.permit, signature: []),
            try fleet.close(permit, by: 1), try fleet.close(permit, by: 2),
            try fleet.close(await fleet.permit()),
        ]
        let custodian = try fleet.fleet.custodian(1)
        for close in forged {
            custodian.close(close)
            #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == .busy)
            #expect(try await fleet.refusal(fleet.sign(await fleet.permit(), previous: close)) == .busy)
        }
        custodian.close(honest)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
    }

    @Test("the close of the permit before, inside the next one, frees the share")
    func previous() async throws {
        let fleet = try await ReleaseFleet()
        let first = try await fleet.permit()
        #expect(try await fleet.refusal(fleet.sign(first)) == nil)
        let second = try await fleet.permit(requester: 2)
        #expect(try await fleet.refusal(fleet.sign(second, previous: fleet.close(first)), to: 2) == nil)
        // The old word does not close the new permit.
        try fleet.fleet.custodian(1).close(fleet.close(first))
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == .busy)
    }

    @Test("a permit whose requester says nothing more frees the share when it expires, and not before")
    func expiry() async throws {
        let fleet = try await ReleaseFleet()
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
        fleet.fleet.time.advance(seconds: 0.9)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == .busy)
        fleet.fleet.time.advance(seconds: 0.2)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
    }

    @Test("a permit that the custodian's clock finds expired already opens the share all the same")
    func lateAtOnce() async throws {
        let fleet = try await ReleaseFleet()
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit(lasting: -0.5))) == nil)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit(lasting: -0.5))) == .busy)
        fleet.fleet.time.advance(seconds: 0.6)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
    }

    @Test("one requester gets so many shares a second and no more; another is served, and the first again later")
    func rate() async throws {
        let fleet = try await ReleaseFleet()
        let custodian = try fleet.fleet.custodian(1)
        var served = 0
        while served < 3_000 {
            let permit = try await fleet.permit()
            guard try await fleet.refusal(fleet.sign(permit)) == nil else { break }
            custodian.close(try fleet.close(permit))
            served += 1
        }
        #expect(served == 2_000)
        #expect(fleet.audited().last == "busy")
        let other = try await fleet.permit(requester: 2)
        #expect(try await fleet.refusal(fleet.sign(other), to: 2) == nil)
        custodian.close(try fleet.close(other, by: 2))
        fleet.fleet.time.advance(seconds: 0.01)
        #expect(try await fleet.refusal(fleet.sign(await fleet.permit())) == nil)
    }
}
