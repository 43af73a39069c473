import ByteCoding
import Groups
import KeyGeneration
import SecretSharing
import TestSupport
import ThresholdCrypto

/// Messages as a malicious member would write them, from the format's description and not by the code under test.
enum Forgery {
    private static let label = "quorate key generation message v1"
    static let headerCount = 4 + label.utf8.count + 32 + 1 + 1

    static func header(session: [UInt8], round: Int, sender: ShareIndex) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(label)
        writer.write(fixed: session)
        writer.write(UInt8(round))
        writer.write(UInt8(sender.value))
        return writer.bytes
    }

    static func header(of message: SignedMessage) -> [UInt8] { Array(message.body.prefix(headerCount)) }
    static func payload(of message: SignedMessage) -> [UInt8] { Array(message.body.dropFirst(headerCount)) }
    static func session(of message: SignedMessage) -> [UInt8] {
        Array(message.body[(headerCount - 34)..<(headerCount - 2)])
    }

    /// The session that these announcements make.
    static func session(_ parameters: KeyGenerationParameters, _ announcements: [SignedMessage]) -> [UInt8] {
        var transcript = Transcript("key generation session v1")
        transcript.append("parameters", parameters)
        transcript.append("announcements", list: announcements.map { payload(of: $0) })
        return transcript.digest
    }

    static func promise(
        _ parameters: KeyGenerationParameters, member: ShareIndex, commitments: [[UInt8]]
    ) -> [UInt8] {
        var digest = Transcript("key generation parameters v1")
        digest.append("parameters", parameters)
        var transcript = Transcript("key generation promise v1")
        transcript.append("parameters", digest.digest)
        transcript.append("member", member)
        transcript.append("commitments", list: commitments)
        return transcript.digest
    }

    /// An announcement with another promise.
    static func announcement(_ message: SignedMessage, promising promise: [UInt8]) -> [UInt8] {
        Array(message.body.dropLast(32)) + promise
    }

    static func list(_ items: [[UInt8]]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(UInt32(items.count))
        for item in items { writer.write(prefixed: item) }
        return writer.bytes
    }

    static func revelation(commitments: [[UInt8]], proof: [UInt8], response: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(fixed: list(commitments))
        writer.write(prefixed: proof)
        writer.write(prefixed: response)
        return writer.bytes
    }

    /// Commitments, R and mu of an honest revelation.
    static func parts(ofRevelation message: SignedMessage, quorum: Int) throws -> (
        commitments: [[UInt8]], proof: [UInt8], response: [UInt8]
    ) {
        var reader = ByteReader(payload(of: message))
        _ = try reader.read(UInt32.self)
        var commitments: [[UInt8]] = []
        for _ in 0..<quorum { commitments.append(try reader.readPrefixed()) }
        return (commitments, try reader.readPrefixed(), try reader.readPrefixed())
    }
}
