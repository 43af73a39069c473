import AuditLog
import Crypto
import Foundation
import KeyMap

/// A node's identity key, and the checkpoints that it signs of a log.
struct SampleSigner: CheckpointSigner {
    let node: String
    let key = Curve25519.Signing.PrivateKey()

    init(_ node: String = "spiffe://dev/gateway/gateway-1") {
        self.node = node
    }

    var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }
}

struct SampleCheckpoints {
    static let name = "gateway-gateway-1/1"

    let signer: SampleSigner
    let log: SampleLog
    private(set) var all: [SignedCheckpoint] = []

    /// Checkpoints at these records.
    init(_ log: SampleLog, at sequences: [Int], signer: SampleSigner = SampleSigner()) throws {
        self.signer = signer
        self.log = log
        for sequence in sequences { try add(log.heads[sequence - 1]) }
    }

    init(count: Int = 9, at sequences: [Int] = [2, 5, 9], signer: SampleSigner = SampleSigner()) throws {
        try self.init(try SampleLog(Self.name, count: count), at: sequences, signer: signer)
    }

    mutating func add(_ head: AuditHead, after previous: [UInt8]? = nil) throws {
        let checkpoint = AuditCheckpoint(
            node: signer.node, head: head, time: Timestamp(seconds: 1_795_000_000 + Double(head.sequence)),
            previous: previous ?? all.last?.checkpoint.digest ?? AuditCheckpoint.none)
        all.append(try SignedCheckpoint(checkpoint, by: signer))
    }

    var promises: [CheckpointPromise] { all.map { CheckpointPromise($0.checkpoint, witness: "hub-1") } }

    /// What lies with the log.
    func history(_ checkpoints: [SignedCheckpoint]? = nil) throws -> CheckpointHistory {
        let (name, key) = (signer.node, signer.publicKey)
        var history = CheckpointHistory(of: try AuditLogID(Self.name)) { $0 == name ? key : nil }
        for checkpoint in checkpoints ?? all { history.read(checkpoint.line.dropLast()[...]) }
        return history
    }
}

extension SampleLog {
    /// What a verifier finds in these lines and checkpoints.
    func report(_ evidence: CheckpointEvidence, isClosed: Bool = false) -> AuditReport {
        var verifier = AuditVerifier(acknowledged: heads.last, checkpoints: evidence)
        for (index, line) in lines.enumerated() {
            verifier.read(line[...], at: AuditPlace(file: "log", line: index + 1))
        }
        return verifier.finish(isClosed: isClosed)
    }

    /// The log as who owns the machine can leave it: whole by itself.
    func cut(to count: Int) -> SampleLog {
        var log = self
        log.lines = Array(lines.prefix(count))
        log.heads = Array(heads.prefix(count))
        return log
    }
}
