package import Groups
package import KeyGeneration
package import KeyMap
package import SecretSharing
import Synchronization

/// A key generation from its first message to its verdicts, with every message in the hands of the test.
package struct CeremonyRun<Group: PrimeOrderGroup>: Sendable {
    /// One message on its way.
    package struct Delivery: Sendable {
        /// 1...4.
        package let round: Int
        package let sender: ShareIndex
        /// Nil for the coordinator's own copy.
        package let recipient: ShareIndex?
        package let message: SignedMessage
    }

    /// A member behind a lock, because a value with one owner cannot stand in an array.
    private final class Seat: Sendable {
        let participant: Mutex<KeyGenerationParticipant<Group>>

        init(_ participant: consuming KeyGenerationParticipant<Group>) {
            self.participant = Mutex(participant)
        }
    }

    package let ceremony: SampleCeremony
    /// The messages as the coordinator has them.
    package let rounds: [[SignedMessage]]
    package let verdicts: [SignedMessage]
    /// The shares of those who confirmed.
    package let shares: [ShareIndex: SharedSecret<Group.Field>]
    /// What each of them believes to be certified.
    package let shards: [ShareIndex: KeyShard]

    /// - Parameter deliver: what arrives in the place of a message.
    /// - Throws: the `CeremonyError` of the first member that refuses to go on.
    package init(
        _ ceremony: SampleCeremony, deliver: (Delivery) throws -> SignedMessage = { $0.message }
    ) throws {
        self.ceremony = ceremony
        let indices = ceremony.indices
        let seats = try indices.map { index in
            Seat(
                try KeyGenerationParticipant(
                    parameters: ceremony.parameters, index: index, signer: ceremony.identity(index),
                    sealing: ceremony.identity(index).sealing,
                    random: SeededRandom(ceremony.seed.value, stream: "member \(index)")))
        }
        func delivered(_ messages: [SignedMessage], round: Int, to recipient: ShareIndex?) throws -> [SignedMessage] {
            try zip(indices, messages).map { sender, message in
                try deliver(Delivery(round: round, sender: sender, recipient: recipient, message: message))
            }
        }
        func next(
            _ messages: [SignedMessage], round: Int,
            _ step: (inout KeyGenerationParticipant<Group>, [SignedMessage]) throws -> SignedMessage
        ) throws -> [SignedMessage] {
            try zip(indices, seats).map { index, seat in
                let received = try delivered(messages, round: round, to: index)
                return try seat.participant.withLock { try step(&$0, received) }
            }
        }
        let announcements = try seats.map { seat in try seat.participant.withLock { try $0.announce() } }
        let revelations = try next(announcements, round: 1) { try $0.reveal($1) }
        let dealings = try next(revelations, round: 2) { try $0.deal($1) }
        var shares: [ShareIndex: SharedSecret<Group.Field>] = [:]
        var shards: [ShareIndex: KeyShard] = [:]
        var verdicts: [SignedMessage] = []
        for (index, seat) in zip(indices, seats) {
            let received = try delivered(dealings, round: 3, to: index)
            switch try seat.participant.withLock({ try $0.conclude(received) }) {
            case .confirmed(let share, let shard, let confirmation):
                shares[index] = share
                shards[index] = shard
                verdicts.append(confirmation)
            case .complaint(let complaint): verdicts.append(complaint)
            }
        }
        self.shares = shares
        self.shards = shards
        rounds = try zip(1..., [announcements, revelations, dealings]).map { round, messages in
            try delivered(messages, round: round, to: nil)
        }
        self.verdicts = try delivered(verdicts, round: 4, to: nil)
    }

    /// The coordinator's reading of the first three rounds.
    ///
    /// - Throws: `CeremonyError`.
    package func record() throws(CeremonyError) -> KeyGenerationRecord<Group> {
        try KeyGenerationRecord(parameters: ceremony.parameters, rounds: rounds)
    }

    /// The shard with everyone's signature.
    ///
    /// - Throws: `CeremonyError`.
    package func certified() throws(CeremonyError) -> KeyShard { try record().certified(verdicts) }

    /// Who lied, as one member judges.
    ///
    /// - Throws: `CeremonyError`.
    package func culprits(judge: ShareIndex) throws(CeremonyError) -> [ShareIndex] {
        try record().culprits(verdicts, sealing: ceremony.identity(judge).sealing)
    }
}
