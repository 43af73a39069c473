import ByteCoding
import Coordination
import CustodianContract
import Groups
import KeyMap
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("A gateway before honest custodians")
struct HonestFleetTests {
    @Test("what is encrypted is decrypted, by whatever quorum")
    func encryption() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let sealed = try await fleet.encrypt(key)
        #expect(sealed.use.attempts == 1 && sealed.use.custodians.count == 3 && sealed.use.blamed.isEmpty)
        for pair in [(1, 2), (3, 5), (4, 5)] {
            for index in [pair.0, pair.1] { fleet.fleet.seat(index).link.behave(.disconnected) }
            let (plaintext, use) = try await fleet.decrypt(sealed.ciphertext, key)
            #expect(plaintext == ClientFleet.plaintext && use.custodians.count == 3)
            for index in [pair.0, pair.1] { fleet.fleet.seat(index).link.behave(.honest) }
        }
        #expect(fleet.liars.isEmpty)
    }

    @Test("what is signed verifies, in both schemes, also when many sign at once", arguments: SignatureScheme.allCases)
    func signing(scheme: SignatureScheme) async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.ed25519)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in UInt8(0)..<24 {
                group.addTask {
                    let message = [UInt8](repeating: number, count: 64)
                    let signed = try await fleet.sign(message, scheme, key)
                    return ClientFleet.isValid(signed, message, scheme, key)
                }
            }
            for try await isValid in group { #expect(isValid) }
        }
        #expect(fleet.liars.isEmpty)
    }

    @Test("trap 14: the gateway gives every nonce commitment to one session only, retries and crowds included")
    func nonces() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.ed25519)
        fleet.fleet.seat(2).link.behave(.slow(60))
        fleet.fleet.seat(4).link.behave(.wrongPartial)
        await withTaskGroup(of: Void.self) { group in
            for number in UInt8(0)..<16 {
                group.addTask { _ = try? await fleet.sign([number], .ed25519, key) }
            }
        }
        struct Session: Hashable {
            let message: [UInt8]
            let commitments: Set<SignerCommitment>
        }
        var sessions: [SignerCommitment: Set<Session>] = [:]
        for use in fleet.fleet.links.flatMap(\.uses) {
            guard case .sign(_, let message, let commitments, _) = use.action else { continue }
            #expect(commitments.count == 3 && Set(commitments.map(\.index)).count == 3)
            for commitment in commitments {
                sessions[commitment, default: []].insert(Session(message: message, commitments: Set(commitments)))
            }
        }
        #expect(sessions.count >= 48)
        #expect(sessions.values.allSatisfy { $0.count == 1 })
    }

    @Test("preprocessed nonces make a second signature one round trip")
    func oneRound() async throws {
        let fleet = try await ClientFleet(quorum: 2, of: 2, leastPatience: .seconds(30))
        let key = try await fleet.fleet.createKey(.ed25519)
        _ = try await fleet.sign([1], .ed25519, key)
        let before = fleet.fleet.links.flatMap(\.uses).count
        _ = try await fleet.sign([2], .ed25519, key)
        #expect(fleet.fleet.links.flatMap(\.uses).count - before == 2)
    }

    @Test("a changed ciphertext or context opens nothing, and nobody is blamed for it")
    func changedCiphertext() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let sealed = try await fleet.encrypt(key)
        let last = sealed.ciphertext.flipping(bit: 8 * (sealed.ciphertext.count - 1))
        let alpha = sealed.ciphertext.flipping(bit: 8 * (10 + key.arn.utf8.count + 4))
        for changed in [last, alpha] {
            await #expect(throws: CoordinationError(.invalidCiphertext, "")) {
                _ = try await fleet.decrypt(changed, key)
            }
        }
        await #expect(throws: CoordinationError(.invalidCiphertext, "")) {
            _ = try await fleet.decrypt(sealed.ciphertext, key, context: EncryptionContext([]))
        }
        #expect(fleet.liars.isEmpty)
        #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
    }

    @Test("a ciphertext of one key does not open under another")
    func otherKey() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.symmetricDefault, id: "one")
        let other = try await fleet.fleet.createKey(.symmetricDefault, id: "two")
        let sealed = try await fleet.encrypt(key)
        await #expect(throws: CoordinationError(.invalidCiphertext, "")) {
            _ = try await fleet.decrypt(sealed.ciphertext, other)
        }
    }
}
