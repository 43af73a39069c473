import AuditLog
import AuditStorage
import ByteCoding
import FleetIdentity
import FleetRPC
import KeyMap
import Logging
import Synchronization

/// Tells other nodes of this node's checkpoints, keeps theirs, and raises the alarm where a log is not what it was.
final class AuditCheckpointDesk: CheckpointDesk {
    /// How long an alarm of one kind about one node is not repeated.
    private static let silence = Duration.seconds(600)

    private enum Alarm: Hashable {
        /// By the word of the other, it is about this node's log.
        case own
        case mismatch
        /// Another log. It is each time another, and never passed over.
        case begun

        var title: Logger.Message {
            switch self {
            case .own: "another node refuses this node's checkpoints: compare the logs"
            case .mismatch: "a node's audit log does not go with what is known of it"
            case .begun: "a node has begun another audit log"
            }
        }
    }

    private struct Trouble {
        /// Why its last checkpoint was refused; empty where it was taken.
        var refusal = ""
        var count = 0
        /// When each kind of alarm was last raised.
        var reported: [Alarm: ContinuousClock.Instant] = [:]
    }

    private let log: AuditFileWriter
    private let witness: CheckpointWitness
    private let region: String
    private let identity: AuditIdentity
    private let clock: @Sendable () -> Timestamp
    private let logger: Logger
    private let troubles = Mutex<[String: Trouble]>([:])
    let seconds: Double

    init(
        log: AuditFileWriter, witness: CheckpointWitness, region: String, identity: AuditIdentity, seconds: Double,
        clock: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.log = log
        self.witness = witness
        self.region = region
        self.identity = identity
        self.seconds = seconds
        self.clock = clock
        self.logger = logger
    }

    /// How many alarms there were about each node since the start.
    var alarms: [(node: String, count: Int)] {
        troubles.withLock { troubles in troubles.map { ($0.key, $0.value.count) } }.filter { $0.count > 0 }
            .sorted { $0.node < $1.node }
    }

    func message(to peer: SPIFFEIdentity, after known: [UInt8]?) async -> CheckpointMessage {
        var message = CheckpointMessage(known: witness.known(of: peer.description))
        message.refusal = troubles.withLock { $0[peer.description]?.refusal ?? "" }
        guard let known, let keeper = log.checkpoints else { return message }
        do {
            message.checkpoints = try await keeper.run(after: known).map(\.encoded)
        } catch {
            logger.error("the checkpoints of the audit log cannot be read", metadata: ["reason": "\(error)"])
        }
        return message
    }

    func take(_ message: CheckpointMessage, from peer: SPIFFEIdentity, key: [UInt8]) async {
        if !message.refusal.isEmpty {
            await raise(.own, peer, message.refusal)
        }
        do {
            let outcome = try await witness.take(message.checkpoints, from: peer.description, key: key)
            troubles.withLock { $0[peer.description]?.refusal = "" }
            if case .begun(let others) = outcome, let before = others.last {
                await raise(
                    .begun, peer,
                    "\(peer) has begun another audit log; \(before.head.log), which it wrote before, had reached record "
                        + "\(before.head.sequence) at \(before.checkpoint.time.iso8601)")
            }
        } catch let refusal as CheckpointRefusal {
            troubles.withLock { $0[peer.description, default: Trouble()].refusal = refusal.message }
            await raise(.mismatch, peer, refusal.message)
        } catch {
            logger.error("a checkpoint cannot be kept", metadata: ["node": "\(peer)", "reason": "\(error)"])
        }
    }

    private func raise(_ alarm: Alarm, _ peer: SPIFFEIdentity, _ reason: String) async {
        let now = ContinuousClock.now
        let isNews = troubles.withLock { troubles in
            var trouble = troubles[peer.description, default: Trouble()]
            defer { troubles[peer.description] = trouble }
            trouble.count += 1
            if alarm != .begun, let reported = trouble.reported[alarm], now - reported < Self.silence { return false }
            trouble.reported[alarm] = now
            return true
        }
        guard isNews else { return }
        logger.error(alarm.title, metadata: ["node": "\(peer)", "reason": "\(reason)"])
        guard alarm != .own else { return }
        do {
            try await log.append(
                .alarm(about: peer.description, reason, region: region, identity: identity, at: clock()))
        } catch {
            logger.error("an alarm cannot be recorded", metadata: ["node": "\(peer)", "reason": "\(error)"])
        }
    }
}
