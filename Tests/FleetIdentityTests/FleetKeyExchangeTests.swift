import Crypto
import FleetIdentity
import KeyMap
import Testing

@Suite("The fleet key from one custodian to another")
struct FleetKeyExchangeTests {
    /// Three custodians of one charter; who has which keys is the test's.
    private struct Trio {
        let nodes: [NodeIdentity]
        let charter: FleetCharter
        let authority: FleetAuthority

        init(generation: UInt32 = 2) throws {
            let fleet = try SampleFleet()
            authority = fleet.authority
            let nodes = try (1...3).map {
                try fleet.authority.issue(.custodian, id: "custodian-\($0)", at: SampleFleet.now, validForDays: 1)
            }
            self.nodes = nodes
            charter = try FleetCharter(
                fleet: "dev", revision: 2, issued: SampleFleet.now, authority: fleet.authority.certificate,
                hubKey: fleet.hub.signingPublicKey, hubs: ["hub-1"], gateways: [],
                custodians: nodes.enumerated().map { Trio.record($1, UInt32($0 + 1)) }, leastQuorum: 2,
                fleetKeyGeneration: generation)
        }

        private static func record(_ node: NodeIdentity, _ ordinal: UInt32) -> CustodianRecord {
            CustodianRecord(
                id: CustodianID(node.name.id), ordinal: ordinal, region: "r", vendor: "v", operatorName: "o",
                endpoint: "127.0.0.1:1", identityKey: node.signingPublicKey, sealingKey: node.agreementPublicKey)
        }

        func exchange(_ number: Int, _ generations: UInt32...) -> FleetKeyExchange {
            let keys = generations.map { FleetKey.random(generation: $0) }
            return FleetKeyExchange(nodes[number - 1], keyring: FleetKeyring(keys, clock: { SampleFleet.now }))
        }

        func record(_ number: Int) -> CustodianRecord { charter.custodians[number - 1] }
    }

    @Test("a custodian gets the key that another has, and it is the same key")
    func exchange() throws {
        let trio = try Trio()
        let giver = trio.exchange(1, 1, 2)
        let taker = trio.exchange(2, 1)
        let sealed = try #require(try giver.seal(2, to: "custodian-2", by: trio.charter))
        try taker.take(sealed, generation: 2, from: trio.record(1), by: trio.charter)
        #expect(taker.keyring.newest?.secret == giver.keyring.newest?.secret)
        #expect(taker.keyring.generation == 2)
    }

    @Test("(23) a key for another, from another, of another generation, or changed is refused")
    func refused() throws {
        let trio = try Trio()
        let sealed = try #require(try trio.exchange(1, 2).seal(2, to: "custodian-2", by: trio.charter))
        let taker = trio.exchange(2)
        #expect(throws: (any Error).self) {
            try trio.exchange(3).take(sealed, generation: 2, from: trio.record(1), by: trio.charter)
        }
        #expect(throws: (any Error).self) {
            try taker.take(sealed, generation: 2, from: trio.record(3), by: trio.charter)
        }
        let other = try Trio(generation: 3)
        #expect(throws: (any Error).self) {
            try taker.take(sealed, generation: 3, from: trio.record(1), by: other.charter)
        }
        for position in sealed.indices {
            var changed = sealed
            changed[position] ^= 1
            #expect(throws: (any Error).self) {
                try taker.take(changed, generation: 2, from: trio.record(1), by: trio.charter)
            }
        }
        for count in sealed.indices {
            #expect(throws: (any Error).self) {
                try taker.take(Array(sealed.prefix(count)), generation: 2, from: trio.record(1), by: trio.charter)
            }
        }
        #expect(taker.keyring.newest == nil)
    }

    @Test("no custodian can push another past the generation of the charter, so that it would never rotate again")
    func farGeneration() throws {
        for generation: UInt32 in [3, .max] {
            let later = try Trio(generation: generation)
            let sealed = try #require(
                try later.exchange(1, generation).seal(generation, to: "custodian-2", by: later.charter))
            let charter = try Trio().charter
            let taker = later.exchange(2, 1)
            #expect(throws: FleetError(.badDocument, "")) {
                try taker.take(sealed, generation: generation, from: later.record(1), by: charter)
            }
            #expect(taker.keyring.generation == 1)
        }
    }

    @Test("the key that was made because a custodian left is not given under the charter that still names it")
    func departed() throws {
        let trio = try Trio(generation: 1)
        let next = try trio.charter.removing(trio.nodes[2].name, at: SampleFleet.now)
        let giver = trio.exchange(1, 1, 2)
        #expect(next.fleetKeyGeneration == 2)
        for generation: UInt32 in [1, 2] {
            #expect(try giver.seal(generation, to: "custodian-3", by: next) == nil)
        }
        #expect(try giver.seal(2, to: "custodian-3", by: trio.charter) == nil)
        #expect(try giver.seal(2, to: "custodian-2", by: next) != nil)
        #expect(try trio.exchange(1).seal(2, to: "custodian-2", by: next) == nil)
        #expect(try giver.seal(2, to: "stranger", by: next) == nil)
    }
}
