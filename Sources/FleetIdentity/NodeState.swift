import ByteCoding
import Crypto
import Foundation
package import KeyMap
import Synchronization

/// `state.sealed`: what a node must not forget over a restart, so that nobody can put it back to an older fleet: the latest
/// charter that it has seen, the latest key map, and the fleet keys.
package final class NodeState: Sendable {
    private struct Content {
        var charterRevision: UInt64 = 0
        var keyMap = KeyMapHead.empty
        var fleetKeys: [FleetKey] = []
        /// Whether the file was lost: what was in it, others know.
        var isIncomplete = false
    }

    private static let format = SealedFormat(magic: "QNST", version: 1, label: "node state", limit: 1 << 14)

    private let path: String
    private let sealing: SealingKey
    private let content: Mutex<Content>

    /// Reads the file. Where there is none the node has forgotten, unless it is new.
    ///
    /// - Parameter isNew: whether the node has never run.
    /// - Throws: ``FleetError`` with `.wrongSealingKey`, `.badDocument` or `.file`.
    package init(file path: String, sealedBy sealing: SealingKey, isNew: Bool = false) throws(FleetError) {
        self.path = path
        self.sealing = sealing
        guard FileManager.default.fileExists(atPath: path) else {
            content = Mutex(Content(isIncomplete: !isNew))
            return
        }
        content = Mutex(
            try Self.format.load(path, sealedBy: sealing) { (reader: inout ByteReader) throws in
                var content = Content(charterRevision: try reader.read(), keyMap: try KeyMapHead(from: &reader))
                for _ in 0..<(try reader.read(UInt8.self)) { content.fleetKeys.append(try FleetKey(from: &reader)) }
                content.isIncomplete = try reader.readBool()
                return content
            })
    }

    package var charterRevision: UInt64 { content.withLock { $0.charterRevision } }
    package var keyMap: KeyMapHead { content.withLock { $0.keyMap } }
    /// Oldest first.
    package var fleetKeys: [FleetKey] { content.withLock { $0.fleetKeys } }

    /// Whether the fleet key may have been here and be lost: this node must not make another one of its generation.
    package var mayHaveLostFleetKey: Bool { content.withLock { $0.isIncomplete } }

    /// - Throws: ``FleetError`` with `.file`, and then nothing has changed.
    package func remember(charter revision: UInt64) throws(FleetError) {
        try change { $0.charterRevision = max($0.charterRevision, revision) }
    }

    /// - Throws: ``FleetError`` with `.file`, and then nothing has changed.
    package func remember(keyMap head: KeyMapHead) throws(FleetError) {
        try change { $0.keyMap = head }
    }

    /// - Throws: ``FleetError`` with `.file`, and then nothing has changed.
    package func remember(fleetKeys: [FleetKey]) throws(FleetError) {
        try change {
            $0.fleetKeys = fleetKeys
            $0.isIncomplete = false
        }
    }

    private func change(_ body: (inout Content) -> Void) throws(FleetError) {
        try content.withLock { (content) throws(FleetError) in
            var changed = content
            body(&changed)
            var writer = ByteWriter(reserving: 256)
            writer.write(changed.charterRevision)
            changed.keyMap.encode(into: &writer)
            writer.write(UInt8(changed.fleetKeys.count))
            for key in changed.fleetKeys { key.encode(into: &writer) }
            writer.write(changed.isIncomplete)
            try Self.format.save(writer, to: path, sealedBy: sealing)
            content = changed
        }
    }
}
