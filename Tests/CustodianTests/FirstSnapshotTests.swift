import Custodian
import CustodianContract
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("A custodian that has just started")
struct FirstSnapshotTests {
    @Test("changes that come before a key map are refused: onto nothing, any history would fit")
    func changesFirst() async throws {
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
        let key = try await fleet.createKey(.symmetricDefault)
        try await fleet.change(key.id, .disable)
        let seat = fleet.seat(1)
        let known = try await fleet.custodian(1).knownHead()
        let custodian = Custodian(
            settings: CustodianSettings(
                fleet: TestFleet.name, custodian: seat.id, signer: seat.identity, sealing: seat.identity.sealing,
                atRest: AtRestProtection(), storage: seat.storage, audit: seat.audit,
                random: SeededRandom(1, stream: "custodian"), lockPolicy: .bestEffort,
                clock: { [time = fleet.time] in time.now }),
            replica: KeyMapReplica(members: fleet.members, hubKey: fleet.hubKey) { _, _ in }, isHardened: false)
        try await custodian.open()
        var captured = try KeyMapAuthor()
        for change in [try captured.write(key), try captured.write(.key(key.id), .removed)] {
            await #expect(throws: KeyMapError(.fork, "")) { try await custodian.apply([change]) }
        }
        #expect(try await custodian.knownHead() == known)
        #expect(seat.storage.shares.contains { $0.name.key == key.id })
    }
}
