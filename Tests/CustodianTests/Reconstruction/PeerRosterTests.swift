import Custodian
import CustodianContract
import KeyMap
import KeyMaterial
import SecretSharing
import TestSupport
import Testing

@Suite("Whom a custodian that rebuilds keys leaves out of its permits")
struct PeerRosterTests {
    private static let mac = KeyOperation.generateMAC(message: [1, 2, 3])

    /// Rebuilds a key at the first custodian until another was asked for its share.
    private func untilAsked(_ fleet: ReleaseFleet, _ peer: Int) async throws {
        let asked = fleet.fleet.seat(peer).link.releases.count
        for _ in 0..<64 where fleet.fleet.seat(peer).link.releases.count == asked {
            _ = try #require(try await fleet.perform(Self.mac, at: 1).performed)
        }
        #expect(fleet.fleet.seat(peer).link.releases.count > asked)
    }

    /// Has the key rebuilt often, at the first attempt each time and without that one.
    private func expectLeftOut(_ fleet: ReleaseFleet, _ peer: Int) async throws {
        let asked = fleet.fleet.seat(peer).link.releases.count
        for _ in 0..<12 {
            #expect(try await fleet.perform(Self.mac, at: 1).performed?.attempts == 1)
        }
        #expect(fleet.fleet.seat(peer).link.releases.count == asked)
    }

    private func lies(_ fleet: ReleaseFleet) -> [(CustodianID, Misbehaviour)] {
        fleet.fleet.peerReports.compactMap { if case .lie(let peer, let kind, _, _) = $0 { (peer, kind) } else { nil } }
    }

    enum Lie: CaseIterable, Sendable {
        case wrongShare, malformed
    }

    @Test(
        "one that sent a wrong share, or none that can be read, is reported and left out until its time is over",
        arguments: Lie.allCases)
    func liar(lie: Lie) async throws {
        let fleet = try await ReleaseFleet(quorum: 3, of: 5)
        let liar = fleet.fleet.seat(4)
        liar.link.intercept(releases: { _, honest in
            if lie == .malformed { throw MalformedAnswer("no release") }
            return ShareRelease(
                index: honest.index, sealed: honest.sealed.flipping(bit: 9), signature: honest.signature)
        })
        for quarantines in 1...2 {
            try await untilAsked(fleet, 4)
            #expect(try fleet.fleet.custodian(1).isQuarantined(liar.id))
            let told = lies(fleet)
            #expect(told.count == quarantines && told.allSatisfy { $0.0 == liar.id })
            #expect(told.allSatisfy { $0.1 == (lie == .malformed ? .malformed : .wrongResult) })
            try await expectLeftOut(fleet, 4)
            fleet.fleet.time.advance(seconds: 301)
            #expect(try !fleet.fleet.custodian(1).isQuarantined(liar.id))
        }
    }

    @Test("one that breaks the contract as such is left out too")
    func fault() async throws {
        let fleet = try await ReleaseFleet(quorum: 3, of: 5)
        try fleet.fleet.custodian(1).note(fleet.fleet.seat(3).id, MalformedAnswer("too much", .oversize))
        #expect(lies(fleet).map(\.1) == [.oversize])
        try await expectLeftOut(fleet, 3)
    }

    @Test(
        "one that is out of reach or silent is left out for a while, and so is one that is much slower than the rest",
        arguments: [(Conduct.disconnected, 11.0), (.silent, 11), (.slow(300), 31)])
    func absent(conduct: Conduct, seconds: Double) async throws {
        let fleet = try await ReleaseFleet(quorum: 3, of: 5)
        // What the others take is known.
        for _ in 0..<8 { _ = try await fleet.perform(Self.mac, at: 1) }
        let absent = fleet.fleet.seat(2)
        absent.link.behave(conduct)
        try await untilAsked(fleet, 2)
        try await expectLeftOut(fleet, 2)
        #expect(lies(fleet).isEmpty)
        #expect(try !fleet.fleet.custodian(1).isQuarantined(absent.id))
        absent.link.behave(.honest)
        fleet.fleet.time.advance(seconds: seconds)
        try await untilAsked(fleet, 2)
    }

    @Test("one that was absent and turned out to be needed is asked again at once")
    func pardoned() async throws {
        let fleet = try await ReleaseFleet(quorum: 3, of: 5)
        fleet.fleet.seat(2).link.behave(.disconnected)
        try await untilAsked(fleet, 2)
        fleet.fleet.seat(2).link.behave(.honest)
        try await expectLeftOut(fleet, 2)
        for index in [4, 5] { try await fleet.fleet.cutOffHub(from: index) }
        _ = try #require(try await fleet.perform(Self.mac, at: 1).performed)
        for index in [4, 5] { try await fleet.fleet.start(fleet.fleet.seat(index)) }
        try await untilAsked(fleet, 2)
    }

    @Test("one that was left out is asked all the same where no quorum is in reach otherwise")
    func needed() async throws {
        let fleet = try await ReleaseFleet(quorum: 3, of: 5)
        try fleet.fleet.custodian(1).note(fleet.fleet.seat(3).id, MalformedAnswer("too much", .oversize))
        for index in [4, 5] { try await fleet.fleet.cutOffHub(from: index) }
        let result = try #require(try await fleet.perform(Self.mac, at: 1).performed)
        #expect(Set(result.custodians) == Set([1, 2, 3].map { fleet.fleet.seat($0).id }))
        #expect(result.attempts == 1)
    }
}
