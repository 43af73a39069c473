import ByteCoding
import Custodian
import CustodianContract
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("A custodian's shares at rest")
struct VaultTests {
    private static let evaluate = ShareUse.Action.evaluatePRF(
        contextDigest: [UInt8](repeating: 1, count: 32), alpha: [UInt8](repeating: 2, count: 32), withProof: false)

    private func fleet() async throws -> (TestFleet, KeyRecord) {
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
        return (fleet, try await fleet.createKey(.symmetricDefault))
    }

    @Test("trap 31: a restarted custodian answers as before")
    func restart() async throws {
        let (fleet, key) = try await fleet()
        let before = try await fleet.custodian(2).use(ShareUse(key, Self.evaluate), gateway: "g")
        let again = try await fleet.start(fleet.seat(2))
        #expect(await again.use(ShareUse(key, Self.evaluate), gateway: "g") == before)
        let description = await again.describe()
        #expect(description.shares == 1 && description.preparedShares == 0)
        #expect(description.revision == fleet.replica.head.revision)
        #expect(description.isHardened)
    }

    @Test("no share lies on disk in the clear, and no two sealed shares are alike")
    func sealed() async throws {
        let (fleet, _) = try await fleet()
        let stored = fleet.seats.flatMap(\.storage.shares)
        #expect(stored.count == 3)
        #expect(Set(stored.map(\.sealed)).count == 3)
        for share in stored {
            let secret = try AtRestProtection().open(share.sealed, binding: Self.binding(share)).revealed()
            #expect(secret.count == 32)
            let isInTheClear = share.sealed.windows(of: 8).contains { secret.windows(of: 8).contains($0) }
            #expect(!isInTheClear)
        }
    }

    @Test("a share that was moved to another name, epoch or public part does not open, nor does one with a bit changed")
    func moved() async throws {
        let (fleet, key) = try await fleet()
        let seat = fleet.seat(1)
        let honest = try #require(seat.storage.shares.first)
        let other = try #require(fleet.seat(2).storage.shares.first)
        func changed(
            name: ShareName? = nil, epoch: Epoch? = nil, sealed: [UInt8]? = nil, publicPart: [UInt8]? = nil
        ) -> StoredShare {
            StoredShare(
                name: name ?? honest.name, epoch: epoch ?? honest.epoch, isActive: true,
                sealed: sealed ?? honest.sealed,
                publicPart: publicPart ?? honest.publicPart, session: honest.session)
        }
        let wrong = [
            changed(name: ShareName(key: KeyID("other"), version: .first, shard: 1)), changed(epoch: Epoch(2)),
            changed(publicPart: other.publicPart), changed(sealed: other.sealed),
            changed(sealed: honest.sealed.flipping(bit: 8 * 20)), changed(sealed: []),
            changed(publicPart: []),
        ]
        for share in wrong {
            seat.storage.replace([share])
            let error = await #expect(throws: UnusableShare.self) { try await fleet.start(seat) }
            #expect(error?.name == share.name)
        }
        seat.storage.replace([honest])
        let custodian = try await fleet.start(seat)
        guard case .partial = await custodian.use(ShareUse(key, Self.evaluate), gateway: "g") else {
            Issue.record("the honest share does not open any more")
            return
        }
    }

    @Test("without its sealing key a custodian does not start")
    func otherKey() async throws {
        let (fleet, _) = try await fleet()
        await #expect(throws: (any Error).self) {
            try await fleet.start(fleet.seat(1), protection: AtRestProtection(8))
        }
    }

    @Test("trap 31: the public part of a share survives its encoding", arguments: Threshold.all(upTo: 5))
    func publicParts(threshold: Threshold) throws {
        for index in ShareIndex.all(of: threshold) {
            let part = SharePublicPart(
                suite: .frostEd25519, index: index, threshold: threshold,
                commitments: (0..<threshold.quorum).map { [UInt8](repeating: UInt8($0), count: 32) },
                transcript: [1, 2])
            #expect(try SharePublicPart(decoding: part.encoded) == part)
            for count in 0..<part.encoded.count {
                #expect(throws: (any Error).self) { try SharePublicPart(decoding: Array(part.encoded.prefix(count))) }
            }
        }
    }

    private static func binding(_ share: StoredShare) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate share at rest v1")
        share.name.encode(into: &writer)
        writer.write(share.epoch.value)
        writer.write(prefixed: share.publicPart)
        return writer.bytes
    }
}

extension [UInt8] {
    /// Every run of so many bytes.
    fileprivate func windows(of count: Int) -> Set<[UInt8]> {
        guard self.count >= count else { return [] }
        return Set((0...self.count - count).map { Array(self[$0..<$0 + count]) })
    }
}
