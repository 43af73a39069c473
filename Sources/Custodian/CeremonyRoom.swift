import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import Synchronization

/// The key generations that a custodian takes part in at this moment: few, short and bounded.
final class CeremonyRoom: Sendable {
    static let limit = 64
    /// A ceremony that has not ended after this long is dropped.
    static let lifetimeSeconds = 30.0

    private struct Entry {
        let session: any CeremonySession
        /// What stood behind the randomness of this member's part.
        let entropy: BirthEntropy?
        let started: Timestamp
    }

    private let clock: @Sendable () -> Timestamp
    private let entries = Mutex<[[UInt8]: Entry]>([:])

    init(clock: @escaping @Sendable () -> Timestamp) {
        self.clock = clock
    }

    /// - Throws: `CeremonyError` with `.failed` where too many ceremonies are open, or the name is taken.
    func open(
        _ name: [UInt8], _ session: any CeremonySession, entropy: BirthEntropy?
    ) throws(CeremonyError) {
        let now = clock()
        try entries.withLock { (entries) throws(CeremonyError) in
            entries = entries.filter { now.seconds - $0.value.started.seconds < Self.lifetimeSeconds }
            guard entries.count < Self.limit, entries[name] == nil, name.count <= 64 else {
                throw CeremonyError(.failed, "too many key generations are open, or one of this name is")
            }
            entries[name] = Entry(session: session, entropy: entropy, started: now)
        }
    }

    /// - Throws: `CeremonyError` with `.outOfOrder` where there is no such ceremony.
    func session(_ name: [UInt8], parameters: KeyGenerationParameters) throws(CeremonyError) -> any CeremonySession {
        guard let entry = entries.withLock({ $0[name] }), entry.session.parameters == parameters else {
            throw CeremonyError(.outOfOrder, "there is no open key generation of this name and these parameters")
        }
        return entry.session
    }

    func entropy(_ name: [UInt8]) -> BirthEntropy? { entries.withLock { $0[name]?.entropy } }

    func close(_ name: [UInt8]) {
        entries.withLock { $0[name] = nil }
    }
}

/// A key generation whose group is not known to who moves it on.
protocol CeremonySession: Sendable {
    var parameters: KeyGenerationParameters { get }
    func announce() throws(CeremonyError) -> SignedMessage
    func reveal(_ messages: [SignedMessage]) throws(CeremonyError) -> SignedMessage
    func deal(_ messages: [SignedMessage]) throws(CeremonyError) -> SignedMessage
    func conclude(_ messages: [SignedMessage]) throws(CeremonyError) -> CeremonyConclusion
}

/// How a key generation ended for this member, with the share as bytes.
enum CeremonyConclusion: Sendable {
    case confirmed(SealedBox, shard: KeyShard, confirmation: SignedMessage)
    case complaint(SignedMessage)

    /// A share on its way from the ceremony to the vault.
    final class SealedBox: Sendable {
        let share: SecretBytes

        init(_ share: consuming SecretBytes) {
            self.share = share
        }
    }
}

/// A participant over one group, behind a lock.
final class GroupCeremony<Group: PrimeOrderGroup>: CeremonySession {
    let parameters: KeyGenerationParameters
    private let participant: Mutex<KeyGenerationParticipant<Group>>

    init(_ participant: consuming KeyGenerationParticipant<Group>) {
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
        let conclusion = try participant.withLock { (participant) throws(CeremonyError) in
            try participant.conclude(messages)
        }
        switch conclusion {
        case .complaint(let message): return .complaint(message)
        case .confirmed(let share, let shard, let confirmation):
            let bytes = unsafe share.scalar.withUnsafeBytes { unsafe SecretBytes(copying: $0) }
            return .confirmed(CeremonyConclusion.SealedBox(bytes), shard: shard, confirmation: confirmation)
        }
    }
}
