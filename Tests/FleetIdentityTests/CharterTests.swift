import ByteCoding
import FleetIdentity
import Foundation
import KeyMap
import Testing

@Suite("Fleet charter")
struct CharterTests {
    @Test("A signed charter verifies against the root key and comes back whole, through a file too")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let fleet = try SampleFleet()
        let charter = try fleet.charter()
        let signed = try fleet.authority.sign(charter)
        #expect(try signed.verify(rootPublicKey: fleet.authority.rootPublicKey) == charter)
        try signed.save(to: folder.file("charter"))
        let back = try SignedCharter(file: folder.file("charter"))
        #expect(try back.verify(rootPublicKey: fleet.authority.rootPublicKey) == charter)
    }

    @Test("A charter with any bit flipped is refused")
    func flipped() throws {
        let fleet = try SampleFleet()
        let bytes = try fleet.authority.sign(try fleet.charter()).encoded
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 1 << UInt8(position % 8)
            #expect(throws: (any Error).self, "byte \(position)") {
                try SignedCharter(decoding: changed).verify(rootPublicKey: fleet.authority.rootPublicKey)
            }
        }
        for count in bytes.indices {
            #expect(throws: (any Error).self) {
                try SignedCharter(decoding: Array(bytes.prefix(count)))
                    .verify(rootPublicKey: fleet.authority.rootPublicKey)
            }
        }
    }

    @Test("A charter in a later format than it needs is refused: it would have two encodings")
    func laterFormat() throws {
        let fleet = try SampleFleet()
        let charter = try FleetCharter(
            fleet: "dev", revision: 1, issued: SampleFleet.now, authority: fleet.authority.certificate,
            hubKey: fleet.hub.signingPublicKey, hubs: ["hub-1"], gateways: ["gateway-1"], custodians: [],
            leastQuorum: 2)
        let bytes = charter.encoded
        #expect(bytes[4] == 1)
        #expect(try FleetCharter(decoding: bytes) == charter)
        var later = bytes
        later[4] = 2
        // The gateway's region and jurisdiction, which nobody said.
        #expect(throws: ByteCodingError(.badValue, "")) {
            try FleetCharter(decoding: later + [UInt8](repeating: 0, count: 8))
        }
    }

    @Test("Another fleet's root key does not vouch for a charter")
    func otherRoot() throws {
        let fleet = try SampleFleet()
        let signed = try fleet.authority.sign(try fleet.charter())
        #expect(throws: FleetError(.badSignature, "")) {
            try signed.verify(rootPublicKey: try SampleFleet().authority.rootPublicKey)
        }
        #expect(throws: FleetError(.badDocument, "")) { try signed.verify(rootPublicKey: [1, 2, 3]) }
        #expect(throws: FleetError(.badDocument, "")) { try SampleFleet("prod").authority.sign(try fleet.charter()) }
    }

    @Test("A charter names its members and nobody else")
    func members() throws {
        let fleet = try SampleFleet()
        let charter = try fleet.charter()
        #expect(charter.names(fleet.custodian.name))
        #expect(charter.names(fleet.gateway.name))
        #expect(charter.names(fleet.hub.name))
        #expect(!charter.names(try SPIFFEIdentity(fleet: "dev", role: .gateway, id: "custodian-1")))
        #expect(!charter.names(try SPIFFEIdentity(fleet: "dev", role: .custodian, id: "custodian-2")))
        #expect(!charter.names(try SPIFFEIdentity(fleet: "prod", role: .hub, id: "hub-1")))
    }

    @Test("A least quorum under two and a custodian named twice are refused")
    func refused() throws {
        let fleet = try SampleFleet()
        #expect(throws: FleetError(.badDocument, "")) { try fleet.charter(leastQuorum: 1) }
        #expect(throws: FleetError(.badDocument, "")) { try fleet.charter(custodians: 2) }
    }
}
