import FleetIdentity
import Foundation
import KeyMap
import Testing

@Suite("What a node must not forget")
struct NodeStateTests {
    private static let head = KeyMapHead(revision: 7, hash: [UInt8](repeating: 7, count: 32))

    private static func filled(_ path: String) throws {
        let state = try NodeState(file: path, sealedBy: SampleFleet.sealingKey())
        try state.remember(charter: 5)
        try state.remember(keyMap: head)
        try state.remember(fleetKeys: [.random(generation: 1), .random(generation: 2)])
    }

    @Test("it is remembered over a restart, and the charter's revision never sinks")
    func restart() throws {
        let folder = try TemporaryFolder()
        try Self.filled(folder.file("state"))
        let state = try NodeState(file: folder.file("state"), sealedBy: SampleFleet.sealingKey())
        #expect(state.charterRevision == 5 && state.keyMap == Self.head)
        #expect(state.fleetKeys.map(\.generation) == [1, 2])
        try state.remember(charter: 4)
        #expect(state.charterRevision == 5)
        #expect(try folder.mode("state") == 0o600)
    }

    @Test("a node without the file begins anew")
    func first() throws {
        let state = try NodeState(file: TemporaryFolder().file("state"), sealedBy: SampleFleet.sealingKey())
        #expect(state.charterRevision == 0 && state.keyMap == .empty && state.fleetKeys.isEmpty)
    }

    @Test("(29) another sealing key, and a file that was changed or cut, are refused")
    func changed() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("state")
        try Self.filled(path)
        #expect(throws: FleetError(.wrongSealingKey, "")) {
            try NodeState(file: path, sealedBy: SampleFleet.sealingKey(8))
        }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 1
            try changed.write(to: URL(fileURLWithPath: path))
            #expect(throws: FleetError.self) { try NodeState(file: path, sealedBy: SampleFleet.sealingKey()) }
            try bytes.prefix(position).write(to: URL(fileURLWithPath: path))
            #expect(throws: FleetError.self) { try NodeState(file: path, sealedBy: SampleFleet.sealingKey()) }
        }
    }

    @Test("what cannot be written changes nothing")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        let state = try NodeState(file: folder.file("missing/state"), sealedBy: SampleFleet.sealingKey())
        #expect(throws: FleetError(.file, "")) { try state.remember(charter: 5) }
        #expect(throws: FleetError(.file, "")) { try state.remember(fleetKeys: [.random(generation: 1)]) }
        #expect(state.charterRevision == 0 && state.fleetKeys.isEmpty)
    }
}
