package import KeyGeneration
package import KeyMap
package import SecretSharing
import Secrets
import Synchronization

/// A generation of replicated keys from its first message to its verdicts, with every message in the hands of the test.
package struct ReplicatedCeremonyRun: Sendable {
    /// A member behind a lock, because a value with one owner cannot stand in an array.
    private final class Seat: Sendable {
        let participant: Mutex<ReplicatedKeyParticipant>

        init(_ participant: consuming ReplicatedKeyParticipant) {
            self.participant = Mutex(participant)
        }
    }

    package let ceremony: SampleCeremony
    package let rounds: [[SignedMessage]]
    package let verdicts: [SignedMessage]
    /// The shares of those who confirmed.
    package let shares: [ShareIndex: [UInt8]]

    /// - Parameter deliver: what arrives at everybody in the place of a message, by round 1...4 and sender.
    /// - Throws: the `CeremonyError` of the first member that refuses to go on.
    package init(
        _ ceremony: SampleCeremony,
        deliver: (_ round: Int, _ sender: ShareIndex, SignedMessage) throws -> SignedMessage = { $2 }
    ) throws {
        self.ceremony = ceremony
        let seats = try ceremony.indices.map { index in
            Seat(
                try ReplicatedKeyParticipant(
                    parameters: ceremony.parameters, index: index, signer: ceremony.identity(index),
                    sealing: ceremony.identity(index).sealing,
                    random: SeededRandom(ceremony.seed.value, stream: "member \(index)")))
        }
        func everyone(
            round: Int, _ step: (inout ReplicatedKeyParticipant) throws -> SignedMessage
        ) throws -> [SignedMessage] {
            try zip(ceremony.indices, seats).map { index, seat in
                try deliver(round, index, try seat.participant.withLock { try step(&$0) })
            }
        }
        let announcements = try everyone(round: 1) { try $0.announce() }
        let revelations = try everyone(round: 2) { try $0.reveal(announcements) }
        let dealings = try everyone(round: 3) { try $0.deal(revelations) }
        var shares: [ShareIndex: [UInt8]] = [:]
        var verdicts: [SignedMessage] = []
        for (index, seat) in zip(ceremony.indices, seats) {
            let (message, share) = try seat.participant.withLock { participant -> (SignedMessage, [UInt8]?) in
                switch try participant.conclude(dealings) {
                case .confirmed(let share, _, let confirmation): (confirmation, share.revealed())
                case .complaint(let complaint): (complaint, nil)
                }
            }
            shares[index] = share
            verdicts.append(try deliver(4, index, message))
        }
        self.shares = shares
        self.verdicts = verdicts
        rounds = [announcements, revelations, dealings]
    }

    /// The coordinator's reading of the first three rounds.
    ///
    /// - Throws: `CeremonyError`.
    package func record() throws(CeremonyError) -> ReplicatedKeyRecord {
        try ReplicatedKeyRecord(parameters: ceremony.parameters, rounds: rounds)
    }

    /// The shard with everyone's signature.
    ///
    /// - Throws: `CeremonyError`.
    package func certified() throws(CeremonyError) -> KeyShard { try record().certified(verdicts) }
}
