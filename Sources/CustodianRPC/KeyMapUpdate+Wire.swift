import ByteCoding
import CustodianProto
import FoundationEssentials
import KeyMap

extension Wire.KeyMapUpdate {
    /// A whole snapshot, the first message of a stream.
    init(snapshot: [SignedChange], head: SignedHead) {
        self.init()
        self.snapshot = true
        changes = snapshot.map { Data($0.encoded) }
        self.head = Data(head.encoded)
    }

    /// Changes that follow.
    init(changes: [SignedChange]) {
        self.init()
        self.changes = changes.map { Data($0.encoded) }
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
