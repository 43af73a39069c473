import Custodian
import CustodianContract
import Hub
import KeyMap
import KeyMaterial
import SecretSharing
import Secrets
import TestSupport

/// The hub's desk before a fleet, with permits asked for and closed by the test.
struct PermitFleet {
    let fleet: TestFleet
    let key: KeyRecord
    let desk: PermitDesk

    /// - Parameters:
    ///   - patience: of who waits; long enough for a busy machine unless the test is about it.
    ///   - hold: of a permit that nobody closes, likewise.
    init(
        quorum: Int = 2, of count: Int = 3, requesters: [String] = [], patience: Duration = .seconds(60),
        hold: Duration = .seconds(60)
    ) async throws {
        let fleet = try await TestFleet(Threshold(quorum: quorum, of: count), requesters: requesters)
        self.fleet = fleet
        key = try await fleet.createKey(.hmac256)
        desk = PermitDesk(
            replica: fleet.replica, signer: try KeyMapAuthor(), random: SystemRandom(), clock: { fleet.time.now },
            patience: patience, hold: hold)
        for index in fleet.seats.indices { try await connect(index + 1) }
    }

    func connect(_ index: Int) async throws {
        desk.connected(fleet.seat(index).id, boot: await (try fleet.custodian(index)).describe().boot)
    }

    func request(
        _ key: KeyRecord? = nil, epoch: UInt32 = 1, version: UInt32 = 1, shard: UInt32 = 1,
        purpose: KeyOperation.Kind = .generateMAC, avoiding: [Int] = [], client: String = "request-1"
    ) -> PermitRequest {
        PermitRequest(
            share: ShareName(key: (key ?? self.key).id, version: KeyVersionNumber(version), shard: shard),
            epoch: Epoch(epoch), purpose: purpose, clientRequest: client,
            avoiding: avoiding.map { fleet.seat($0).id })
    }

    func ask(_ request: PermitRequest, by index: Int = 1) async throws -> SignedPermit {
        try await desk.permit(request, for: fleet.seat(index).id)
    }

    /// What the desk says: nil for a permit, which is closed again at once.
    func refusal(_ request: PermitRequest, by index: Int = 1) async -> Refusal.Code? {
        do throws(Refusal) {
            let permit = try await desk.permit(request, for: fleet.seat(index).id)
            if let word = try? close(permit, by: index) { desk.close(word, from: fleet.seat(index).id) }
            return nil
        } catch {
            return error.code
        }
    }

    func close(_ signed: SignedPermit, by index: Int = 1) throws -> PermitClose {
        let hash = signed.permit.hash
        return PermitClose(
            permit: hash, signature: try fleet.seat(index).identity.sign(PermitClose.statement(permit: hash)))
    }

    /// The requester's good word.
    func finish(_ signed: SignedPermit, by index: Int = 1) throws {
        desk.close(try close(signed, by: index), from: fleet.seat(index).id)
    }

    func cutOff(_ index: Int) async throws {
        desk.disconnected(fleet.seat(index).id, boot: await (try fleet.custodian(index)).describe().boot)
    }

    /// Every other task has had its turn often enough to have done what it can.
    static func settle() async throws { try await Task.sleep(for: .milliseconds(100)) }
}
