import ByteCoding
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("Parameters and messages of a key generation")
struct ParameterTests {
    private let ceremony: SampleCeremony

    init() throws {
        ceremony = try .repeatable(Threshold(quorum: 2, of: 3), seed: Seed(51))
    }

    private func parameters(
        fleet: String? = nil, key: String? = nil, version: UInt32 = 1, shard: UInt32 = 1, suite: Suite = .ristrettoPRF,
        threshold: Threshold? = nil, epoch: UInt32 = 1, members: [KeyGenerationParameters.Member]? = nil
    ) throws -> KeyGenerationParameters {
        let base = ceremony.parameters
        return try KeyGenerationParameters(
            fleet: fleet ?? base.fleet, key: key.map { KeyID($0) } ?? base.key, version: KeyVersionNumber(version),
            shard: shard, suite: suite, threshold: threshold ?? base.threshold, epoch: Epoch(epoch),
            members: members ?? base.members)
    }

    @Test("trap 31: parameters survive their encoding", arguments: Threshold.all(upTo: 6))
    func roundTrip(threshold: Threshold) throws {
        let parameters = try SampleCeremony.repeatable(threshold).parameters
        #expect(try KeyGenerationParameters(decoding: parameters.encoded) == parameters)
    }

    @Test("every field is part of the encoding, and so of every hash")
    func fields() throws {
        var members = ceremony.parameters.members
        members.swapAt(0, 1)
        let other = try SampleCeremony.repeatable(Threshold(quorum: 2, of: 3), seed: Seed(52)).parameters.members
        let all = try [
            parameters(), parameters(fleet: "other"), parameters(key: "other"), parameters(version: 2),
            parameters(shard: 2), parameters(suite: .frostEd25519), parameters(threshold: Threshold(quorum: 3, of: 3)),
            parameters(epoch: 2), parameters(members: members), parameters(members: other),
        ].map(\.encoded)
        #expect(Set(all).count == all.count)
    }

    @Test("trap 2: a committee with the wrong number of members, or one of them twice, is refused")
    func members() throws {
        let members = ceremony.parameters.members
        var twin = members
        twin[2] = members[0]
        var sameKey = members
        sameKey[2] = KeyGenerationParameters.Member(
            custodian: members[2].custodian, identityKey: members[0].identityKey, sealingKey: members[2].sealingKey)
        for bad in [[], Array(members.prefix(2)), members + [members[0]], twin, sameKey] {
            #expect(throws: CeremonyError(.badParameters, "")) { try parameters(members: bad) }
        }
    }

    @Test("a member from outside the committee cannot take part")
    func outsider() throws {
        let identity = ceremony.identities[0]
        #expect(throws: CeremonyError(.badParameters, "")) {
            _ = try KeyGenerationParticipant<Ristretto255>(
                parameters: ceremony.parameters, index: ShareIndex(4), signer: identity, sealing: identity.sealing,
                random: SeededRandom(1))
        }
        #expect(ceremony.parameters.index(of: identity.custodian) == (try ShareIndex(1)))
        #expect(ceremony.parameters.index(of: CustodianID("nobody")) == nil)
    }

    @Test("trap 12: a bit changed in the encoding is refused or makes other parameters", arguments: 0..<8)
    func mutation(bit: Int) {
        let bytes = ceremony.parameters.encoded
        for byte in bytes.indices {
            if let changed = try? KeyGenerationParameters(decoding: bytes.flipping(bit: 8 * byte + bit)) {
                #expect(changed != ceremony.parameters, "byte \(byte)")
            }
        }
    }

    @Test("trap 29: truncated, extended and random parameters and messages never trap", arguments: Seed.first(32))
    func randomBytes(seed: Seed) throws {
        let random = seed.random
        let bytes = ceremony.parameters.encoded
        let count = random.number(in: 0..<bytes.count)
        #expect(throws: ByteCodingError.self) { try KeyGenerationParameters(decoding: Array(bytes.prefix(count))) }
        #expect(throws: ByteCodingError.self) { try KeyGenerationParameters(decoding: bytes + random.bytes(3)) }
        _ = try? KeyGenerationParameters(decoding: Array(bytes.prefix(count)) + random.bytes(bytes.count - count))
        _ = try? KeyGenerationParameters(decoding: random.bytes(count))
        _ = try? SignedMessage(decoding: random.bytes(count))
    }

    @Test("trap 31: signed messages survive their encoding, of whatever length", arguments: [0, 1, 131_071, 131_072])
    func messages(count: Int) throws {
        let message = SignedMessage(body: SeededRandom(1).bytes(count), signature: SeededRandom(2).bytes(64))
        #expect(try SignedMessage(decoding: message.encoded) == message)
        #expect(message.encoded.count == 4 + count + 64)
    }

    @Test("trap 26: a message above its limit is refused")
    func oversizeMessage() {
        let message = SignedMessage(body: SeededRandom(1).bytes(131_073), signature: SeededRandom(2).bytes(64))
        #expect(throws: ByteCodingError(.tooLong, "")) { try SignedMessage(decoding: message.encoded) }
    }
}
