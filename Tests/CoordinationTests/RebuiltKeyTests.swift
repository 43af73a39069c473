import Coordination
import CustodianContract
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("Operations with keys that a custodian rebuilds, as a gateway asks for them")
struct RebuiltKeyTests {
    private static let mac = KeyOperation.generateMAC(message: [1, 2, 3])

    private func perform(
        _ fleet: ClientFleet, _ key: KeyRecord, _ operation: KeyOperation = mac, expecting expected: [UInt8]? = nil
    ) async throws -> (output: [UInt8], use: QuorumUse) {
        let done = try await fleet.client.perform(
            operation, under: key, version: key.current, request: fleet.request(),
            isRight: { expected == nil || $0 == expected })
        return (done.output.revealed(), done.use)
    }

    @Test("every custodian as the requester yields the same, and names a quorum")
    func honest() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.hmac256)
        let members = Set(fleet.fleet.seats.map(\.id))
        var outputs: Set<[UInt8]> = []
        for _ in 0..<20 {
            let (output, use) = try await perform(fleet, key)
            outputs.insert(output)
            #expect(use.attempts >= 1)
            #expect(use.custodians.count == 3 && members.isSuperset(of: use.custodians))
        }
        #expect(outputs.count == 1 && fleet.liars.isEmpty && fleet.accused.isEmpty)
    }

    @Test(
        "trap 45: a requester whose result is wrong, or that names others than members, is named, and another asked",
        arguments: [Conduct.wrongPartial, .garbage, .otherKind])
    func lyingRequester(lie: Conduct) async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.hmac256)
        let expected = try await perform(fleet, key).output
        let liar = fleet.fleet.seat(2)
        liar.link.behave(lie)
        for _ in 0..<200 where fleet.liars.isEmpty {
            let (output, use) = try await perform(fleet, key, expecting: expected)
            #expect(output == expected && !use.custodians.contains(CustodianID("custodian-99\nforged")))
        }
        #expect(fleet.liars == [liar.id] && fleet.roster.isQuarantined(liar.id))
    }

    @Test("a member whose share is wrong is passed on to the operator as accused, and not convicted")
    func accusation() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.hmac256)
        let expected = try await perform(fleet, key).output
        let liar = fleet.fleet.seat(4)
        liar.link.intercept(releases: { _, honest in
            ShareRelease(index: honest.index, sealed: honest.sealed.flipping(bit: 9), signature: honest.signature)
        })
        for _ in 0..<200 where fleet.accused.isEmpty {
            #expect(try await perform(fleet, key).output == expected)
        }
        #expect(fleet.accused == [liar.id] && fleet.liars.isEmpty && !fleet.roster.isQuarantined(liar.id))
    }

    @Test("any two of five gone: the first request is answered, whoever would have been asked", .timeLimit(.minutes(2)))
    func twoGone() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.hmac256)
        let expected = try await perform(fleet, key).output
        for first in 1...5 {
            for second in 1...5 where second > first {
                for index in [first, second] { fleet.fleet.seat(index).link.behave(.disconnected) }
                #expect(try await perform(fleet, key).output == expected, "\(first) \(second)")
                for index in [first, second] { fleet.fleet.seat(index).link.behave(.honest) }
            }
        }
    }

    @Test("fewer than a quorum left: no result, and the missing are named")
    func tooFew() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.hmac256)
        for index in [1, 2, 5] { fleet.fleet.seat(index).link.behave(.disconnected) }
        let error = await #expect(throws: CoordinationError.self) { _ = try await perform(fleet, key) }
        #expect(error?.code == .keyUnavailable)
        for index in [1, 2, 5] {
            #expect(error?.message.contains(fleet.fleet.seat(index).id.description) == true)
        }
        fleet.fleet.seat(5).link.behave(.honest)
        _ = try await perform(fleet, key)
    }

    @Test("64 requests for one key at once are all served, and 64 for 8 keys too")
    func concurrent() async throws {
        let fleet = try await ClientFleet()
        var keys: [KeyRecord] = []
        for number in 0..<8 { keys.append(try await fleet.fleet.createKey(.hmac256, id: "key-\(number)")) }
        for spread in [1, 8] {
            let outputs = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
                for number in 0..<64 {
                    let key = keys[number % spread]
                    group.addTask { (number % spread, try await perform(fleet, key).output) }
                }
                return try await group.reduce(into: [Int: Set<[UInt8]>]()) { $0[$1.0, default: []].insert($1.1) }
            }
            #expect(outputs.count == spread && outputs.values.allSatisfy { $0.count == 1 })
        }
    }

    private static let beside = "k=2 n=3 reconstruction=gateway"

    @Test("a key that is rebuilt beside gateways alone: requesters of this region are asked, and nobody else")
    func requesters() async throws {
        let fleet = try await ClientFleet(quorum: 2, of: 3, requesters: ["eu-west-1", "us-east-1"])
        let key = try await fleet.fleet.createKey(.hmac256, placement: Self.beside)
        for _ in 0..<10 { #expect(try await perform(fleet, key).use.custodians.count == 2) }
        #expect(fleet.fleet.seat(4).link.uses.count == 10)
        for index in [1, 2, 3, 5] { #expect(fleet.fleet.seat(index).link.uses.isEmpty) }
        #expect(fleet.failed.isEmpty)
    }

    @Test("where no requester is, or the only one is gone, the key is unavailable and the error says what is missing")
    func noRequester() async throws {
        let without = try await ClientFleet(quorum: 2, of: 3, requesters: ["us-east-1"])
        let key = try await without.fleet.createKey(.hmac256, placement: Self.beside)
        let error = await #expect(throws: CoordinationError.self) { _ = try await perform(without, key) }
        #expect(error?.code == .keyUnavailable)
        #expect(error?.message.contains("eu-west-1") == true && error?.message.contains("requester") == true)
        #expect(without.fleet.links.allSatisfy { $0.uses.isEmpty })

        let fleet = try await ClientFleet(quorum: 2, of: 3, requesters: ["eu-west-1", "eu-west-1"])
        let bound = try await fleet.fleet.createKey(.hmac256, placement: Self.beside)
        fleet.fleet.seat(4).link.behave(.disconnected)
        for _ in 0..<5 { _ = try await perform(fleet, bound) }
        fleet.fleet.seat(5).link.behave(.disconnected)
        let gone = await #expect(throws: CoordinationError.self) { _ = try await perform(fleet, bound) }
        #expect(gone?.code == .keyUnavailable)
        for index in 4...5 { #expect(gone?.message.contains(fleet.fleet.seat(index).id.description) == true) }
    }

    @Test("other keys: members near the gateway first, then requesters beside it, then members far away")
    func nearest() async throws {
        let near = try await ClientFleet(quorum: 2, of: 3, requesters: ["eu-west-1"])
        let key = try await near.fleet.createKey(.hmac256)
        for _ in 0..<10 { _ = try await perform(near, key) }
        #expect(near.fleet.seat(4).link.uses.isEmpty)
        for index in 1...3 { near.fleet.seat(index).link.behave(.refuses(.unavailable)) }
        _ = try await perform(near, key)
        #expect(near.fleet.seat(4).link.uses.count == 1)

        let far = try await ClientFleet(quorum: 2, of: 3, requesters: ["us-east-1"], region: "us-east-1")
        let other = try await far.fleet.createKey(.hmac256)
        for _ in 0..<10 { _ = try await perform(far, other) }
        #expect(far.fleet.seat(4).link.uses.count == 10)
        far.fleet.seat(4).link.behave(.disconnected)
        _ = try await perform(far, other)
    }
}
