import Coordination
import CustodianContract
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("A custodian that was caught is asked no more for a while, and others serve in its place")
struct QuarantineTests {
    private static let mac = KeyOperation.generateMAC(message: [1, 2, 3])

    private func perform(_ fleet: ClientFleet, _ key: KeyRecord) async throws -> QuorumUse {
        try await fleet.client.perform(
            Self.mac, under: key, version: key.current, request: fleet.request(), isRight: { $0.count == 32 }
        ).use
    }

    @Test("a quarantine ends after its time, and is renewed where the lies go on")
    func renewed() async throws {
        let fleet = try await ClientFleet(leastPatience: .seconds(30))
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let liar = fleet.fleet.seat(3)
        liar.link.behave(.wrongPartial)
        for lies in 1...3 {
            for _ in 0..<200 where !fleet.roster.isQuarantined(liar.id) { _ = try await fleet.encrypt(key) }
            let asked = liar.link.uses.count
            for _ in 0..<10 { #expect(try await fleet.encrypt(key).use.attempts == 1) }
            #expect(liar.link.uses.count == asked && fleet.roster.standing(liar.id).lies == lies)
            fleet.fleet.time.advance(seconds: 301)
            #expect(!fleet.roster.isQuarantined(liar.id))
        }
    }

    @Test("encryption under replicated keys goes on without a liar that is known, on whatever evidence it is")
    func replicated() async throws {
        let fleet = try await ClientFleet(leastPatience: .seconds(30))
        let key = try await fleet.fleet.createKey(.symmetricDefault, suite: SuiteChoice(.replicatedAES))
        let sealed = try await fleet.encrypt(key)
        let liar = fleet.fleet.seat(2)
        // One false value makes suspects of honest ones too, and stops encryption. A ciphertext shows who it was.
        liar.link.behave(.wrongValue)
        await #expect(throws: CoordinationError(.keyUnavailable, "")) { _ = try await fleet.encrypt(key) }
        for _ in 0..<50 where fleet.liars.isEmpty {
            #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
        #expect(fleet.liars == [liar.id])
        let asked = liar.link.uses.count
        for _ in 0..<10 {
            let again = try await fleet.encrypt(key)
            #expect(again.use.custodians.count == 4 && again.use.isReduced && again.use.blamed == [liar.id])
            #expect(try await fleet.decrypt(again.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
        #expect(liar.link.uses.count == asked)
    }

    @Test("a known liar is not asked because the others are late, but where there are too few of them")
    func hedged() async throws {
        // So impatient that everybody is late.
        let fleet = try await ClientFleet(leastPatience: .zero)
        let key = try await fleet.fleet.createKey(.symmetricDefault, suite: SuiteChoice(.replicatedAES))
        let liar = fleet.fleet.seat(4)
        fleet.client.note(liar.id, MalformedAnswer("a message over the limit", .oversize))
        for seat in fleet.fleet.seats where seat.id != liar.id { seat.link.behave(.slow(40)) }
        liar.link.behave(.wrongValue)
        for _ in 0..<10 { #expect(try await fleet.encrypt(key).use.custodians.count == 4) }
        #expect(liar.link.uses.isEmpty && fleet.suspects.isEmpty)
        // It has mended, and another is gone.
        liar.link.behave(.honest)
        fleet.fleet.seat(1).link.behave(.disconnected)
        let sealed = try await fleet.encrypt(key)
        #expect(sealed.use.custodians.contains(liar.id) && fleet.failed.contains(fleet.fleet.seat(1).id))
        #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
    }

    @Test("encryption under replicated keys does not get used to waiting for one that is slow")
    func slow() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.symmetricDefault, suite: SuiteChoice(.replicatedAES))
        for _ in 0..<4 { _ = try await fleet.encrypt(key) }
        let slow = fleet.fleet.seat(3)
        slow.link.behave(.slow(800))
        for _ in 0..<4 {
            let sealed = try await fleet.encrypt(key)
            // On a machine so busy that all of them are slow, one is not slow beside the rest.
            let rest = fleet.fleet.seats.filter { $0.id != slow.id }.map { fleet.roster.standing($0.id).recent.p99 }
            if rest.allSatisfy({ $0 < 0.15 }) {
                #expect(sealed.use.isReduced && !sealed.use.custodians.contains(slow.id))
            }
            // By now it has answered, and how slowly is known.
            try await Task.sleep(for: .seconds(1))
            #expect(!fleet.roster.isSilent(slow.id))
        }
        #expect(fleet.roster.standing(slow.id).recent.p99 > 0.7 && fleet.liars.isEmpty)
    }

    @Test("a strict key takes all of them, a liar that is known too, and is not reduced for its sake")
    func strict() async throws {
        let fleet = try await ClientFleet(leastPatience: .seconds(30))
        let key = try await fleet.fleet.createKey(
            .symmetricDefault, suite: SuiteChoice(.replicatedAES, isStrict: true))
        let liar = fleet.fleet.seat(5)
        liar.link.behave(.wrongPartial)
        for _ in 0..<3 {
            let sealed = try await fleet.encrypt(key)
            #expect(!sealed.use.isReduced)
            #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
        #expect(fleet.liars == [liar.id])
    }

    @Test("what is not an answer to anything is a lie all the same")
    func fault() async throws {
        let fleet = try await ClientFleet(leastPatience: .seconds(30))
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let liar = fleet.fleet.seat(1)
        fleet.client.note(liar.id, MalformedAnswer("a message over the limit", .oversize))
        #expect(fleet.liars == [liar.id] && fleet.kindsOfLies == [.oversize])
        let asked = liar.link.uses.count
        for _ in 0..<10 { #expect(try await fleet.encrypt(key).use.blamed == [liar.id]) }
        #expect(liar.link.uses.count == asked)
    }

    @Test("a requester whose result is longer than any such result is named, whatever the client would have made of it")
    func oversizeResult() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.hmac256)
        let liar = fleet.fleet.seat(2)
        liar.link.intercept(results: { _, result, _ in
            guard case .performed(let done) = result else { return result }
            return .performed(
                OperationResult(
                    output: done.output + [UInt8](repeating: 0, count: 1_000), custodians: done.custodians,
                    liars: done.liars, attempts: done.attempts))
        })
        for _ in 0..<200 where fleet.liars.isEmpty {
            let done = try await fleet.client.perform(
                Self.mac, under: key, version: key.current, request: fleet.request())
            #expect(done.output.count == 32)
        }
        #expect(fleet.liars == [liar.id] && fleet.kindsOfLies == [.oversize])
    }

    @Test("trap 45: a requester that keeps a request waiting is named, and the next ones go to others")
    func stall() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.hmac256)
        let slow = fleet.fleet.seat(4)
        slow.link.behave(.slow(3_000))
        for _ in 0..<200 where fleet.stalling.isEmpty { _ = try await perform(fleet, key) }
        #expect(fleet.stalling == [slow.id] && fleet.liars.isEmpty)
        // It has answered at last, and is not silent: nothing but the stall speaks against it.
        slow.link.behave(.slow(3_000))
        #expect(!fleet.roster.isBlamed(slow.id))
        let asked = performs(at: slow)
        for _ in 0..<20 { _ = try await perform(fleet, key) }
        #expect(performs(at: slow) == asked)
        fleet.fleet.time.advance(seconds: 31)
        slow.link.behave(.honest)
        for _ in 0..<200 where performs(at: slow) == asked { _ = try await perform(fleet, key) }
        #expect(performs(at: slow) > asked)
    }

    @Test("who answers much later than the rest is asked last to rebuild keys, which others would wait for")
    func slowRequester() async throws {
        let fleet = try await ClientFleet(leastPatience: .seconds(30))
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let rebuilt = try await fleet.fleet.createKey(.hmac256, id: "rebuilt")
        let slow = fleet.fleet.seat(4)
        slow.link.behave(.slow(300))
        for _ in 0..<50 where fleet.roster.standing(slow.id).latency < 0.03 { _ = try await fleet.encrypt(key) }
        slow.link.behave(.honest)
        for _ in 0..<30 { _ = try await perform(fleet, rebuilt) }
        #expect(performs(at: slow) == 0)
    }

    private func performs(at seat: TestFleet.Seat) -> Int {
        seat.link.uses.count { if case .perform = $0.action { true } else { false } }
    }
}
