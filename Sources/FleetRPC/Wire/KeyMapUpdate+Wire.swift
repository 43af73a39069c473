import ByteCoding
import FleetProto
import FoundationEssentials
import KeyMap

extension Wire.KeyMapUpdate {
    /// About how many bytes of changes go into one message.
    private static let chunk = 512 << 10

    /// A whole snapshot, in as many messages as it takes; the last has the head.
    static func messages(snapshot: [SignedChange], head: SignedHead) -> [Wire.KeyMapUpdate] {
        var messages = Self.messages(changes: snapshot)
        if messages.isEmpty { messages.append(Wire.KeyMapUpdate()) }
        for position in messages.indices { messages[position].snapshot = true }
        messages[messages.count - 1].head = Data(head.encoded)
        return messages
    }

    /// Changes that follow, in as many messages as they take.
    static func messages(changes: [SignedChange]) -> [Wire.KeyMapUpdate] {
        var messages: [Wire.KeyMapUpdate] = []
        var size = chunk
        for change in changes {
            let encoded = Data(change.encoded)
            if size + encoded.count > chunk {
                messages.append(Wire.KeyMapUpdate())
                size = 0
            }
            messages[messages.count - 1].changes.append(encoded)
            size += encoded.count
        }
        return messages
    }

    /// - Throws: `ByteCodingError`.
    func decodedChanges() throws -> [SignedChange] {
        try changes.map { try SignedChange(decoding: Array($0)) }
    }

    /// - Throws: `ByteCodingError`.
    func decodedHead() throws -> SignedHead {
        try SignedHead(decoding: Array(head))
    }
}
