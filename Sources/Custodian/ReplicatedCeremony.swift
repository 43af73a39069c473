import KeyGeneration
import Synchronization

/// A participant in a generation of replicated keys, behind a lock.
final class ReplicatedCeremony: CeremonySession {
    let parameters: KeyGenerationParameters
    private let participant: Mutex<ReplicatedKeyParticipant>

    init(_ participant: consuming ReplicatedKeyParticipant) {
        parameters = participant.parameters
        self.participant = Mutex(participant)
    }

    func announce() throws(CeremonyError) -> SignedMessage {
        try participant.withLock { (participant) throws(CeremonyError) in try participant.announce() }
    }

    func reveal(_ messages: [SignedMessage]) throws(CeremonyError) -> SignedMessage {
        try participant.withLock { (participant) throws(CeremonyError) in try participant.reveal(messages) }
    }

    func deal(_ messages: [SignedMessage]) throws(CeremonyError) -> SignedMessage {
        try participant.withLock { (participant) throws(CeremonyError) in try participant.deal(messages) }
    }

    func conclude(_ messages: [SignedMessage]) throws(CeremonyError) -> CeremonyConclusion {
        try participant.withLock { (participant) throws(CeremonyError) in
            switch try participant.conclude(messages) {
            case .complaint(let message): .complaint(message)
            case .confirmed(let share, let shard, let confirmation):
                .confirmed(CeremonyConclusion.SealedBox(share), shard: shard, confirmation: confirmation)
            }
        }
    }
}
