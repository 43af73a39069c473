import FleetProto
import FoundationEssentials
package import KeyMap
import SwiftProtobuf

extension UseReport {
    package init(wire: Wire.UseReport) {
        self.init(
            uses: wire.uses.prefix(Self.limit).map(ReportedUse.init(wire:)),
            since: Timestamp(microseconds: wire.since), board: Array(wire.board.prefix(16)), cursor: wire.cursor)
    }

    package var wire: Wire.UseReport {
        .with {
            $0.uses = uses.map(\.wire)
            $0.since = since.microseconds
            $0.board = Data(board)
            $0.cursor = cursor
        }
    }
}

extension ReportedUse {
    fileprivate init(wire: Wire.LastUse) {
        self.init(
            key: UsedKey(id: KeyID(wire.key), region: wire.region), operation: wire.operation,
            time: Timestamp(microseconds: wire.time), requestID: wire.request, eventID: wire.event)
    }

    fileprivate var wire: Wire.LastUse {
        .with {
            $0.key = key.id.description
            $0.region = key.region
            $0.operation = operation
            $0.time = time.microseconds
            $0.request = requestID
            $0.event = eventID
        }
    }
}
