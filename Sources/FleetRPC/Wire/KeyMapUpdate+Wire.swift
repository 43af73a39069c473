import ByteCoding
package import FleetProto
import FoundationEssentials
package import KeyMap

extension Wire.KeyMapUpdate {
    /// About how many bytes of changes go into one message.
    private static let chunk = 512 << 10

    /// Changes in as many messages as they take, each made when it is asked for: a key map may be large.
    package static func messages(_ changes: [SignedChange]) -> some Sequence<Wire.KeyMapUpdate> {
        sequence(state: changes[...]) { rest in
            guard !rest.isEmpty else { return nil }
            var message = Wire.KeyMapUpdate()
            var size = 0
            while let encoded = rest.first?.encoded, size == 0 || size + encoded.count <= chunk {
                message.changes.append(Data(encoded))
                size += encoded.count
                rest.removeFirst()
            }
            return message
        }
    }

    /// - Throws: `ByteCodingError`.
    package func decodedChanges() throws -> [SignedChange] {
        try changes.map { try SignedChange(decoding: Array($0)) }
    }

    /// - Throws: `ByteCodingError`.
    package func decodedHead() throws -> SignedHead {
        try SignedHead(decoding: Array(head))
    }
}
