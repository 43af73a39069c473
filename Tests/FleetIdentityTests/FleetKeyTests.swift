import Crypto
import FleetIdentity
import Foundation
import KeyGeneration
import KeyMap
import Secrets
import Synchronization
import Testing

@Suite("Fleet key")
struct FleetKeyTests {
    private static func time() -> ManualClock { ManualClock(SampleFleet.now) }

    private static func bytes(_ key: FleetKey?) -> [UInt8]? {
        key.map { key in unsafe key.secret.withUnsafeBytes { unsafe Array($0) } }
    }

    @Test("the key before the newest is understood for 60 s, and not a moment longer")
    func overlap() throws {
        let time = Self.time()
        let keyring = FleetKeyring([.random(generation: 1)], clock: { time.now })
        try keyring.add(.random(generation: 2))
        #expect(keyring.newest?.generation == 2)
        time.advance(59.9)
        #expect(keyring.key(generation: 1) != nil)
        time.advance(0.2)
        #expect(keyring.key(generation: 1) == nil)
        #expect(keyring.key(generation: 2) != nil)
    }

    @Test("a third key drops the first at once; one that is not newer changes nothing")
    func order() throws {
        let time = Self.time()
        let kept = Mutex<[UInt32]>([])
        let keyring = FleetKeyring([.random(generation: 1)], clock: { time.now }) { keys in
            kept.withLock { $0 = keys.map(\.generation) }
        }
        try keyring.add(.random(generation: 2))
        try keyring.add(.random(generation: 4))
        let newest = Self.bytes(keyring.newest)
        try keyring.add(.random(generation: 4))
        try keyring.add(.random(generation: 3))
        #expect(Self.bytes(keyring.newest) == newest)
        #expect(keyring.key(generation: 1) == nil && keyring.key(generation: 3) == nil)
        #expect(keyring.key(generation: 2) != nil)
        #expect(kept.withLock { $0 } == [2, 4])
    }

    @Test("a key that cannot be kept is not used")
    func notKept() throws {
        struct Full: Error {}
        let time = Self.time()
        let keyring = FleetKeyring([.random(generation: 1)], clock: { time.now }) { _ in throw Full() }
        #expect(throws: Full.self) { try keyring.add(.random(generation: 2)) }
        #expect(keyring.generation == 1)
        #expect(keyring.key(generation: 2) == nil)
    }

    @Test("after a restart the keys are the same, and the time of the old one is counted again")
    func restart() throws {
        let folder = try TemporaryFolder()
        let sealing = try SampleFleet.sealingKey()
        let time = Self.time()
        let state = try NodeState(file: folder.file("state"), sealedBy: sealing)
        let before = FleetKeyring([], clock: { time.now }) { try state.remember(fleetKeys: $0) }
        try before.add(.random(generation: 1))
        try before.add(.random(generation: 2))
        let opened = try NodeState(file: folder.file("state"), sealedBy: sealing)
        let after = FleetKeyring(opened.fleetKeys, clock: { time.now })
        for generation: UInt32 in 1...2 {
            #expect(Self.bytes(after.key(generation: generation)) == Self.bytes(before.key(generation: generation)))
        }
        time.advance(61)
        #expect(after.key(generation: 1) == nil && after.generation == 2)
    }

    @Test("a share sealed under a key that one end lacks is nobody's lie, whichever end is behind")
    func behind() throws {
        let pair = try Pair()
        for (own, theirs): (UInt32, UInt32) in [(0, 1), (1, 2), (1, 3), (3, 1), (2, 1), (.max, 1), (0, .max)] {
            let sealed = try pair.seal(under: .random(generation: theirs))
            #expect(throws: AwaitedFleetKey.self, "\(own) opens \(theirs)") {
                try pair.open(sealed, with: own == 0 ? [] : [.random(generation: own)])
            }
        }
    }

    @Test(
        "(29) a generation that no fleet has come to is a lie, and traps nobody", arguments: [0, 18, .max] as [UInt32])
    func implausible(_ generation: UInt32) throws {
        let pair = try Pair()
        let sealed = try pair.seal(under: .random(generation: generation))
        #expect(throws: FleetError(.wrongSealingKey, "")) { try pair.open(sealed, with: [.random(generation: 1)]) }
        #expect(throws: (any Error).self) { try pair.open(sealed, with: [.random(generation: .max - 1)]) }
    }

    @Test("a share opens under the key that sealed it, and under no other of the same generation")
    func sameGeneration() throws {
        let pair = try Pair()
        let key = FleetKey.random(generation: 1)
        let sealed = try pair.seal(under: key)
        #expect(try pair.open(sealed, with: [key]) == [1, 2, 3])
        #expect(throws: (any Error).self) { try pair.open(sealed, with: [.random(generation: 1)]) }
        #expect(throws: AwaitedFleetKey.self) { try pair.open(pair.seal(under: nil), with: [key]) }
        for count in 0..<36 {
            #expect(throws: (any Error).self) { try pair.open(Array(sealed.prefix(count)), with: [key]) }
        }
    }

    /// Two custodians with keys of their own.
    private struct Pair {
        let sender: NodeIdentity
        let recipient: NodeIdentity
        let info: [UInt8] = [9]

        init() throws {
            let fleet = try SampleFleet()
            sender = fleet.custodian
            recipient = try fleet.authority.issue(.custodian, id: "custodian-2", at: SampleFleet.now, validForDays: 1)
        }

        func seal(under key: FleetKey?) throws -> [UInt8] {
            let keyring = FleetKeyring(key.map { [$0] } ?? [], clock: { SampleFleet.now })
            return try HPKEShareSealing(sender, keyring: keyring).seal(
                SecretBytes(copying: [1, 2, 3]), to: recipient.agreementPublicKey, binding: info)
        }

        func open(_ sealed: [UInt8], with keys: [FleetKey]) throws -> [UInt8] {
            let keyring = FleetKeyring(keys, clock: { SampleFleet.now })
            let opened = try HPKEShareSealing(recipient, keyring: keyring).open(
                sealed, from: sender.agreementPublicKey, binding: info)
            return opened.revealed()
        }
    }
}
