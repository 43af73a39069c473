import Crypto
import FleetIdentity
import Foundation
import Testing

@Suite("Sealed identities")
struct SealedIdentityTests {
    @Test("An identity comes back from its file whole")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let fleet = try SampleFleet()
        let key = try SampleFleet.sealingKey()
        for identity in [fleet.custodian, fleet.gateway] {
            let path = folder.file("identity.sealed")
            try identity.save(to: path, sealedBy: key)
            let back = try NodeIdentity(file: path, sealedBy: key)
            #expect(back.name == identity.name)
            #expect(back.certificate == identity.certificate)
            #expect(back.authority == identity.authority)
            #expect(back.tlsKeyPEM == identity.tlsKeyPEM)
            #expect(back.signingPublicKey == identity.signingPublicKey)
            #expect(back.agreementPublicKey == identity.agreementPublicKey)
            #expect(back.fleetKey?.generation == identity.fleetKey?.generation)
            #expect(back.fleetKey?.secret == identity.fleetKey?.secret)
            #expect(try folder.mode("identity.sealed") == 0o600)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["identity.sealed"])
    }

    @Test("A sealed identity does not open with another key, and the message says which file")
    func wrongKey() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("identity.sealed")
        try SampleFleet().custodian.save(to: path, sealedBy: SampleFleet.sealingKey(1))
        let error = #expect(throws: FleetError(.wrongSealingKey, "")) {
            try NodeIdentity(file: path, sealedBy: SampleFleet.sealingKey(2))
        }
        #expect(error?.message.contains(path) == true)
    }

    @Test("A bit changed anywhere in the file is refused")
    func changed() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("identity.sealed")
        let key = try SampleFleet.sealingKey()
        try SampleFleet().custodian.save(to: path, sealedBy: key)
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        for position in file.indices {
            var changed = file
            changed[position] ^= 1 << UInt8(position % 8)
            try changed.write(to: URL(fileURLWithPath: path))
            #expect(throws: FleetError.self, "byte \(position)") { try NodeIdentity(file: path, sealedBy: key) }
        }
    }

    @Test("A file of a newer format is refused with a line that says so")
    func newer() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("identity.sealed")
        let key = try SampleFleet.sealingKey()
        try SampleFleet().custodian.save(to: path, sealedBy: key)
        var file = try Data(contentsOf: URL(fileURLWithPath: path))
        file[4] = 2
        try file.write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: FleetError(.badDocument, "")) { try NodeIdentity(file: path, sealedBy: key) }
        #expect(error?.message.contains("format 2") == true)
    }

    @Test("No private key lies in the file in the clear")
    func clear() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("identity.sealed")
        let identity = try SampleFleet().custodian
        try identity.save(to: path, sealedBy: SampleFleet.sealingKey())
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(file.range(of: identity.tlsKey.rawRepresentation) == nil)
        #expect(file.range(of: identity.signingKey.rawRepresentation) == nil)
        #expect(file.range(of: identity.agreementKey.rawRepresentation) == nil)
    }

    @Test("An authority comes back from its file, signs as before, and is not taken for an identity")
    func authority() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("authority.sealed")
        let key = try SampleFleet.sealingKey()
        let fleet = try SampleFleet()
        try fleet.authority.save(to: path, sealedBy: key)
        let back = try FleetAuthority(file: path, sealedBy: key)
        #expect(back.rootPublicKey == fleet.authority.rootPublicKey)
        #expect(back.certificate == fleet.authority.certificate)
        let charter = try fleet.charter()
        #expect(try back.sign(charter).verify(rootPublicKey: fleet.authority.rootPublicKey) == charter)
        #expect(throws: FleetError(.badDocument, "")) { try NodeIdentity(file: path, sealedBy: key) }
    }
}
