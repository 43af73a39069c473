package import ByteCoding
import Crypto
import KeyMap
import SecretSharing

/// A member's message of one round, under its identity signature over the exact bytes.
package struct SignedMessage: Hashable, Sendable {
    package let body: [UInt8]
    package let signature: [UInt8]

    package init(body: [UInt8], signature: [UInt8]) {
        self.body = body
        self.signature = signature
    }
}

extension SignedMessage: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(prefixed: body)
        writer.write(fixed: signature)
    }

    /// The longest body is a dealing of 3-of-20 replicated keys, some 94,000 bytes.
    private static let bodyLimit = 1 << 17

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        body = try reader.readPrefixed(limit: Self.bodyLimit)
        signature = try reader.read(fixed: 64)
    }
}

/// The rounds of a key generation.
enum Round: UInt8, Sendable {
    case announce = 1
    case reveal = 2
    case deal = 3
    case conclude = 4
}

/// What every message begins with: the ceremony, the round and the sender.
struct MessageHeader: Hashable, Sendable {
    static let label = "quorate key generation message v1"
    /// Digest of the parameters in the first round, the session id after it; 32 bytes.
    let session: [UInt8]
    let round: Round
    let sender: ShareIndex

    func body(_ payload: some ByteCodable) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.label)
        writer.write(fixed: session)
        writer.write(round.rawValue)
        writer.write(fixed: sender.encoded)
        payload.encode(into: &writer)
        return writer.bytes
    }
}

extension SignedMessage {
    /// The payload of a message whose signature, session, round and sender are as expected.
    ///
    /// - Throws: ``CeremonyError`` that names the sender.
    func payload<Payload: ByteCodable>(
        _ type: Payload.Type, header: MessageHeader, identityKey: [UInt8]
    ) throws(CeremonyError) -> Payload {
        guard IdentitySignature.isValid(signature, over: body, by: identityKey) else {
            throw CeremonyError(
                .badSignature, "member \(header.sender) did not sign its message of round \(header.round.rawValue)",
                culprit: header.sender)
        }
        do {
            var reader = ByteReader(body)
            let label = try reader.readString(limit: 64)
            let session = try reader.read(fixed: 32)
            let round = try reader.read(UInt8.self)
            let sender = try ShareIndex(from: &reader)
            guard label == MessageHeader.label, session == header.session, round == header.round.rawValue,
                sender == header.sender
            else {
                throw ByteCodingError(.badValue, "it belongs to another session, round or sender")
            }
            let payload = try Payload(from: &reader)
            try reader.finish()
            return payload
        } catch {
            throw CeremonyError(
                .badMessage,
                "the message of member \(header.sender) in round \(header.round.rawValue) is refused: \(error)",
                culprit: header.sender)
        }
    }
}
