import AuditLog
import ByteCoding
import Crypto
import KeyMap

extension Seeds {
    private struct Signer: CheckpointSigner {
        let node = "spiffe://dev/gateway/gateway-1"
        let key = Curve25519.Signing.PrivateKey()

        func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }
    }

    /// A checkpoint, and a file of three.
    static func checkpoints() throws -> [(form: Int, bytes: [UInt8])] {
        let signer = Signer()
        var chain = AuditChain(after: .beginning(of: try AuditLogID("gateway-gateway-1/1")))
        var all: [SignedCheckpoint] = []
        for number in 1...3 {
            _ = chain.seal(
                AuditRecord(
                    time: now, source: "kms.amazonaws.com", name: "Decrypt", region: "eu-west-1", identity: .unknown,
                    requestID: "request-\(number)", eventID: "event-\(number)", readOnly: true))
            let checkpoint = AuditCheckpoint(
                node: signer.node, head: chain.head, time: now,
                previous: all.last?.checkpoint.digest ?? AuditCheckpoint.none)
            all.append(try SignedCheckpoint(checkpoint, by: signer))
        }
        let file = all.flatMap { $0.line }
        return [(0, all[0].encoded), (0, all[2].encoded), (1, all[0].line), (1, file), (2, file)]
    }
}
