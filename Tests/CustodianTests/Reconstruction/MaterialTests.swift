import Custodian
import CustodianContract
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("What a custodian makes and certifies beside a prepared share")
struct MaterialTests {
    /// Three custodians that have prepared shares of one secret.
    private struct Prepared {
        let fleet: TestFleet
        let secret: [UInt8]
        let rounds: [[SignedMessage]]
        let verdicts: [SignedMessage]
        let parameters: KeyGenerationParameters

        init(key: String = "k") async throws {
            fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
            parameters = try fleet.parameters(.p256, custody: .quorum, key: key)
            (rounds, verdicts) = try await fleet.runCeremony(parameters)
            secret = try fleet.shard(parameters, rounds: rounds, verdicts: verdicts).publicKey
        }

        func step(
            _ action: MaterialStep.Action, spec: KeySpec = .p256, key: String = "k", version: UInt32 = 1,
            shard: UInt32 = 1, secret: [UInt8]? = nil
        ) -> MaterialStep {
            MaterialStep(
                share: ShareName(key: KeyID(key), version: KeyVersionNumber(version), shard: shard), spec: spec,
                secret: secret ?? self.secret, action: action)
        }

        func made() async throws -> WrappedMaterial { try await fleet.custodian(1).material(step(.make)) }

        /// Material that a custodian vouches for, whatever is in it.
        func signed(_ material: WrappedMaterial, by index: Int, spec: KeySpec = .p256) throws -> WrappedMaterial {
            let statement = WrappedMaterial.statement(
                fleet: TestFleet.name, key: KeyID("k"), version: .first, spec: spec, secret: secret,
                material: material)
            return WrappedMaterial(
                maker: material.maker, publicKey: material.publicKey, fingerprint: material.fingerprint,
                sealed: material.sealed, signatures: [try fleet.seat(index).identity.sign(statement)])
        }

        func refusal(_ step: MaterialStep, at index: Int = 2) async throws -> Refusal.Code? {
            let custodian = try fleet.custodian(index)
            do throws(Refusal) {
                _ = try await custodian.material(step)
                return nil
            } catch {
                return error.code
            }
        }
    }

    @Test("material is made once a key, certified by all, and the same again on the same question")
    func honest() async throws {
        let prepared = try await Prepared()
        let made = try await prepared.made()
        #expect(made.maker == prepared.fleet.seat(1).id && made.signatures.count == 1 && !made.publicKey.isEmpty)
        for index in 1...3 {
            let certified = try await prepared.fleet.custodian(index).material(prepared.step(.certify(made)))
            let statement = WrappedMaterial.statement(
                fleet: TestFleet.name, key: KeyID("k"), version: .first, spec: .p256, secret: prepared.secret,
                material: made)
            #expect(certified.signatures.count == 1)
            #expect(
                IdentitySignature.isValid(
                    certified.signatures[0], over: statement,
                    by: prepared.fleet.seat(index).identity.identityKey))
            #expect(try await prepared.refusal(prepared.step(.certify(made)), at: index) == nil)
        }
    }

    @Test(
        "material of a key that follows from its secret is not made",
        arguments: [KeySpec.symmetricDefault, .hmac224, .hmac256, .hmac384, .hmac512, .ed25519])
    func symmetric(spec: KeySpec) async throws {
        let prepared = try await Prepared()
        #expect(try await prepared.refusal(prepared.step(.make, spec: spec)) == .malformed)
        let made = try await prepared.made()
        #expect(try await prepared.refusal(prepared.step(.certify(made), spec: spec)) == .malformed)
    }

    @Test("no share, another version, shard or secret is refused, to make as to certify")
    func noShare() async throws {
        let prepared = try await Prepared()
        let made = try await prepared.made()
        let secret = prepared.secret
        for action in [MaterialStep.Action.make, .certify(made)] {
            for step in [
                prepared.step(action, key: "other"), prepared.step(action, version: 2),
                prepared.step(action, shard: 2), prepared.step(action, secret: secret.flipping(bit: 3)),
                prepared.step(action, secret: []),
            ] {
                #expect(try await prepared.refusal(step) == .unknownShare)
            }
        }
    }

    @Test("no second material is certified for a share: not another envelope, public key, fingerprint or spec")
    func onlyOne() async throws {
        let prepared = try await Prepared()
        let made = try await prepared.made()
        let second = try await prepared.made()
        let other = [UInt8](repeating: 1, count: 91)
        let rivals = [
            second,
            WrappedMaterial(maker: made.maker, publicKey: other, sealed: made.sealed, signatures: []),
            WrappedMaterial(
                maker: made.maker, publicKey: made.publicKey, fingerprint: [1], sealed: made.sealed, signatures: []),
            WrappedMaterial(
                maker: made.maker, publicKey: made.publicKey, sealed: made.sealed.flipping(bit: 0), signatures: []),
        ]
        #expect(try await prepared.refusal(prepared.step(.certify(made))) == nil)
        for rival in rivals {
            let signed = try prepared.signed(rival, by: 1)
            #expect(try await prepared.refusal(prepared.step(.certify(signed))) == .forbidden)
        }
        let byAnother = try prepared.signed(
            WrappedMaterial(
                maker: prepared.fleet.seat(3).id, publicKey: made.publicKey, sealed: made.sealed, signatures: []),
            by: 3)
        #expect(try await prepared.refusal(prepared.step(.certify(byAnother))) == .forbidden)
        let otherSpec = try prepared.signed(made, by: 1, spec: .p384)
        #expect(try await prepared.refusal(prepared.step(.certify(otherSpec), spec: .p384)) == .forbidden)
        #expect(try await prepared.refusal(prepared.step(.certify(made))) == nil)
    }

    @Test("material without its maker's own signature is not certified")
    func unsigned() async throws {
        let prepared = try await Prepared()
        let made = try await prepared.made()
        func changed(maker: CustodianID? = nil, publicKey: [UInt8]? = nil, signatures: [[UInt8]]? = nil)
            -> WrappedMaterial
        {
            WrappedMaterial(
                maker: maker ?? made.maker, publicKey: publicKey ?? made.publicKey, sealed: made.sealed,
                signatures: signatures ?? made.signatures)
        }
        for material in [
            changed(maker: prepared.fleet.seat(2).id), changed(maker: CustodianID("custodian-99")),
            changed(publicKey: made.publicKey.flipping(bit: 100)), changed(signatures: []),
            changed(signatures: [made.signatures[0].flipping(bit: 1)]),
            changed(signatures: made.signatures + made.signatures), try prepared.signed(made, by: 3),
        ] {
            #expect(try await prepared.refusal(prepared.step(.certify(material))) == .forbidden)
        }
        // None of these has taken the honest material's place.
        #expect(try await prepared.refusal(prepared.step(.certify(made))) == nil)
    }

    @Test("a share that is in use gets no other material, also after a restart")
    func active() async throws {
        let prepared = try await Prepared()
        let fleet = prepared.fleet
        let material = try await fleet.material(prepared.parameters, .p256, secret: prepared.secret)
        let key = try fleet.certify(
            prepared.parameters, .p256, rounds: prepared.rounds, verdicts: prepared.verdicts, material: material)
        try await fleet.publish(.key(key.id), .key(key))
        #expect(try await prepared.refusal(prepared.step(.make)) == .unknownShare)
        let made = try prepared.signed(
            WrappedMaterial(
                maker: fleet.seat(1).id, publicKey: [1], sealed: [2], signatures: []), by: 1)
        #expect(try await prepared.refusal(prepared.step(.certify(made))) == .unknownShare)
        try await fleet.start(fleet.seat(2))
        #expect(try await prepared.refusal(prepared.step(.certify(made))) == .unknownShare)
    }
}
