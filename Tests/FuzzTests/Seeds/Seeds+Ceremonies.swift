import ByteCoding
import Groups
import KeyGeneration
import SecretSharing
import TestSupport

extension Seeds {
    /// The messages of a real ceremony, two of three, and the payloads in them.
    static func ceremonies() throws -> [(form: Int, bytes: [UInt8])] {
        let run = try CeremonyRun<Ristretto255>(.repeatable(Threshold(quorum: 2, of: 3)))
        let messages = run.rounds.map { $0[0] } + [run.verdicts[0]]
        // Behind label, session, round and sender.
        let payloads = try messages.map { message in
            var reader = ByteReader(message.body)
            _ = try reader.readString()
            _ = try reader.read(fixed: 34)
            return try reader.read(fixed: reader.remaining)
        }
        let complaint = Verdict.complaint(against: try ShareIndex(2), privateKey: digest)
        return [(0, run.ceremony.parameters.encoded)] + messages.map { (1, $0.encoded) }
            + payloads.enumerated().map { (2 + $0.offset, $0.element) } + [(5, complaint.encoded)]
    }
}
