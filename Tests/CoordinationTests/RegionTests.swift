import Coordination
import CustodianContract
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("A multi-Region key used through one of its regions")
struct RegionTests {
    private static let id = "mrk-1234abcd12ab34cd56ef1234567890ab"
    private static let there = "us-east-1"

    private static func fleet(_ spec: KeySpec, _ custody: Custody) async throws -> (ClientFleet, KeyRecord, KeyRecord) {
        let fleet = try await ClientFleet(quorum: 2, of: 3)
        let key = try await fleet.fleet.createKey(spec, custody: custody, id: id)
        return (fleet, key, try await fleet.fleet.replicate(key, to: there))
    }

    /// Whether the custodians refuse, because of the key's state.
    private static func isRefused(_ body: () async throws -> Void) async throws -> Bool {
        do {
            try await body()
            return false
        } catch let error as CoordinationError where error.code == .invalidState || error.code == .keyUnavailable {
            return true
        }
    }

    @Test(
        "one region's ciphertext opens in the other, while the first is disabled",
        arguments: [Custody.threshold, .quorum])
    func encryption(custody: Custody) async throws {
        let (fleet, key, replica) = try await Self.fleet(.symmetricDefault, custody)
        let sealed = try await fleet.encrypt(key)
        try await fleet.fleet.change(key.id, .disable)
        #expect(try await Self.isRefused { _ = try await fleet.decrypt(sealed.ciphertext, key) })
        #expect(try await Self.isRefused { _ = try await fleet.encrypt(key) })
        #expect(try await fleet.decrypt(sealed.ciphertext, replica).plaintext == ClientFleet.plaintext)
        let back = try await fleet.encrypt(replica)
        try await fleet.fleet.change(key.id, .enable)
        try await fleet.fleet.change(key.id, .disable, in: Self.there)
        #expect(try await Self.isRefused { _ = try await fleet.decrypt(back.ciphertext, replica) })
        #expect(try await fleet.decrypt(back.ciphertext, key).plaintext == ClientFleet.plaintext)
    }

    @Test("both regions sign for one public key, each by its own state")
    func signing() async throws {
        let (fleet, key, replica) = try await Self.fleet(.ed25519, .threshold)
        for signer in [key, replica] {
            let signed = try await fleet.sign([1, 2], .ed25519, signer)
            #expect(ClientFleet.isValid(signed, [1, 2], .ed25519, key))
        }
        try await fleet.fleet.change(key.id, .disable, in: Self.there)
        #expect(try await Self.isRefused { _ = try await fleet.sign([1, 2], .ed25519, replica) })
        let signed = try await fleet.sign([3], .ed25519, key)
        #expect(ClientFleet.isValid(signed, [3], .ed25519, key))
    }

    @Test("both regions' MACs are one key's, each by its own state")
    func macs() async throws {
        let (fleet, key, replica) = try await Self.fleet(.hmac256, .quorum)
        func mac(_ key: KeyRecord) async throws -> [UInt8] {
            try await fleet.client.perform(
                .generateMAC(message: [1]), under: key, version: key.current, request: fleet.request()
            ).output.revealed()
        }
        #expect(try await mac(key) == mac(replica))
        try await fleet.fleet.change(key.id, .disable)
        #expect(try await Self.isRefused { _ = try await mac(key) })
        #expect(try await mac(replica).count == 32)
    }
}
