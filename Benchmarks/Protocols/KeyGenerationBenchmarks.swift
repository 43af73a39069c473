import Benchmark
import Crypto
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import Synchronization

/// The last part of a key generation: a member opens the shares of all others, checks them against their dealers'
/// commitments, and computes the key. Without HPKE, so that it compares with FROST libraries, which leave it to others.
func addKeyGenerationBenchmarks() {
    Benchmark(
        "custodian: last part of a 13-of-20 key generation",
        configuration: .init(warmupIterations: 0, maxDuration: .seconds(60), maxIterations: SampleCeremony.size),
        closure: { benchmark, ceremony in
            try ceremony.conclude(seat: benchmark.currentIteration)
        },
        setup: { try SampleCeremony() })
}

/// A key generation in which every member has dealt.
private final class SampleCeremony: Sendable {
    static let size = 20

    /// A member behind a lock, because a value with one owner cannot stand in an array.
    private final class Seat: Sendable {
        let participant: Mutex<KeyGenerationParticipant<Edwards25519>>

        init(_ participant: consuming KeyGenerationParticipant<Edwards25519>) {
            self.participant = Mutex(participant)
        }
    }

    private let seats: [Seat]
    private let dealings: [SignedMessage]

    init() throws {
        let threshold = try Threshold(quorum: 13, of: Self.size)
        let members = (1...Self.size).map { SampleMember(ordinal: $0) }
        let parameters = try KeyGenerationParameters(
            fleet: "sample", key: KeyID("11111111-2222-4333-8444-555555555555"), version: .first, shard: 1,
            suite: .frostEd25519, threshold: threshold, epoch: .first, members: members.map(\.parameters))
        let seats = try zip(ShareIndex.all(of: threshold), members).map { index, member in
            Seat(
                try KeyGenerationParticipant(
                    parameters: parameters, index: index, signer: member, sealing: PlainSealing(),
                    random: SystemRandom()))
        }
        let announcements = try seats.map { seat in try seat.participant.withLock { try $0.announce() } }
        let revelations = try seats.map { seat in try seat.participant.withLock { try $0.reveal(announcements) } }
        dealings = try seats.map { seat in try seat.participant.withLock { try $0.deal(revelations) } }
        self.seats = seats
    }

    /// - Parameter seat: 0..<size, each once.
    func conclude(seat: Int) throws {
        guard case .confirmed = try seats[seat].participant.withLock({ try $0.conclude(dealings) }) else {
            preconditionFailure("a member of the benchmark complains of an honest dealer")
        }
    }
}

private struct SampleMember: CeremonySigner {
    private let key = Curve25519.Signing.PrivateKey()
    let parameters: KeyGenerationParameters.Member

    init(ordinal: Int) {
        parameters = KeyGenerationParameters.Member(
            custodian: CustodianID("custodian-\(ordinal)"), identityKey: Array(key.publicKey.rawRepresentation),
            sealingKey: [UInt8](repeating: UInt8(ordinal), count: 32))
    }

    func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }
}
