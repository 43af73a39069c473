import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("A committee's word on key material")
struct MaterialCertificateTests {
    private let ceremony: SampleCeremony
    private let shard: KeyShard

    init() throws {
        ceremony = try .repeatable(Threshold(quorum: 2, of: 3), suite: .quorumP256, seed: Seed(51))
        shard = try CeremonyRun<Secp256r1>(ceremony).certified()
    }

    private static let bare = (publicKey: [UInt8](repeating: 3, count: 91), sealed: [UInt8](repeating: 4, count: 120))

    /// Material that every member has signed, if nothing else is asked for.
    private func material(
        maker: Int = 0, publicKey: [UInt8] = bare.publicKey, fingerprint: [UInt8] = [], spec: KeySpec = .p256,
        fleet: String = SampleCeremony.fleet, key: KeyID? = nil, version: UInt32 = 1, secret: [UInt8]? = nil,
        signers: [Int] = [0, 1, 2]
    ) throws -> WrappedMaterial {
        let name =
            ceremony.identities.indices.contains(maker)
            ? ceremony.identities[maker].custodian : CustodianID("custodian-99")
        let material = WrappedMaterial(
            maker: name, publicKey: publicKey, fingerprint: fingerprint, sealed: Self.bare.sealed, signatures: [])
        let statement = WrappedMaterial.statement(
            fleet: fleet, key: key ?? ceremony.parameters.key, version: KeyVersionNumber(version), spec: spec,
            secret: secret ?? shard.publicKey, material: material)
        return WrappedMaterial(
            maker: name, publicKey: publicKey, fingerprint: fingerprint, sealed: Self.bare.sealed,
            signatures: try signers.map { try ceremony.identities[$0].sign(statement) })
    }

    private func isValid(
        _ material: WrappedMaterial?, spec: KeySpec = .p256, custody: Custody = .quorum,
        without missing: Int? = nil
    ) -> Bool {
        let created = Timestamp(seconds: 1_800_000_000)
        let version = KeyVersion(number: .first, created: created, shards: [shard], material: material)
        let key = KeyRecord(
            id: ceremony.parameters.key, account: "000000000000", region: "eu-west-1", spec: spec,
            usage: spec.usages[0], custody: custody, created: created, keyDescription: "", policy: "{}", tags: [],
            creationToken: nil, first: version)
        do {
            try MaterialCertificate.verify(version, of: key, fleet: SampleCeremony.fleet) { custodian in
                guard let index = ceremony.identities.firstIndex(where: { $0.custodian == custodian }),
                    index != missing
                else { return nil }
                return ceremony.identities[index].identityKey
            }
            return true
        } catch {
            return false
        }
    }

    @Test("material that all members signed holds, whoever of them made it")
    func honest() throws {
        for maker in 0..<3 { #expect(isValid(try material(maker: maker))) }
        #expect(isValid(nil, spec: .hmac256))
        #expect(isValid(nil, spec: .symmetricDefault, custody: .threshold))
    }

    @Test("material is needed where the spec has some, and out of place where it has none")
    func place() throws {
        #expect(!isValid(nil))
        #expect(!isValid(nil, spec: .rsa2048))
        for (spec, custody) in [
            (KeySpec.hmac256, Custody.quorum), (.symmetricDefault, .quorum), (.symmetricDefault, .threshold),
            (.ed25519, .threshold),
        ] {
            #expect(!isValid(try material(publicKey: Self.bare.publicKey, spec: spec), spec: spec, custody: custody))
        }
    }

    @Test("every member's signature is needed, in its place, and under its own key")
    func signatures() throws {
        let honest = try material()
        for signers in [[], [0], [0, 1], [0, 1, 1], [1, 0, 2], [2, 1, 0], [0, 1, 2, 2], [0, 0, 0]] {
            #expect(!isValid(try material(signers: signers)), "\(signers)")
        }
        for missing in 0..<3 { #expect(!isValid(honest, without: missing)) }
        let foreign = try SampleIdentity.repeatable(3, seed: Seed(2))
        for index in 0..<3 {
            var signatures = honest.signatures
            signatures[index] = try foreign[index].sign([1])
            #expect(!isValid(changed(honest, signatures: signatures)))
        }
    }

    @Test("trap 12: no bit of material or signatures can be changed")
    func bits() throws {
        let honest = try material(fingerprint: [9])
        #expect(isValid(honest) == isValid(changed(honest)))
        for bit in 0..<8 * Self.bare.publicKey.count {
            #expect(!isValid(changed(honest, publicKey: honest.publicKey.flipping(bit: bit))))
        }
        for bit in 0..<8 * Self.bare.sealed.count {
            #expect(!isValid(changed(honest, sealed: honest.sealed.flipping(bit: bit))))
        }
        for bit in 0..<8 { #expect(!isValid(changed(honest, fingerprint: honest.fingerprint.flipping(bit: bit)))) }
        for index in 0..<3 {
            for bit in stride(from: index, to: 512, by: 3) {
                var signatures = honest.signatures
                signatures[index] = signatures[index].flipping(bit: bit)
                #expect(!isValid(changed(honest, signatures: signatures)))
            }
        }
    }

    @Test("what was signed for another fleet, key, version, spec, secret or maker does not hold")
    func statement() throws {
        #expect(!isValid(try material(fleet: "other")))
        #expect(!isValid(try material(key: KeyID("other"))))
        #expect(!isValid(try material(version: 2)))
        #expect(!isValid(try material(spec: .p384)))
        #expect(!isValid(try material(), spec: .p384))
        #expect(!isValid(try material(secret: shard.publicKey.flipping(bit: 0))))
        #expect(!isValid(try material(maker: 99)))
        #expect(!isValid(try material(publicKey: [])))
        let honest = try material()
        #expect(!isValid(changed(honest, maker: ceremony.identities[1].custodian)))
    }

    private func changed(
        _ material: WrappedMaterial, maker: CustodianID? = nil, publicKey: [UInt8]? = nil,
        fingerprint: [UInt8]? = nil, sealed: [UInt8]? = nil, signatures: [[UInt8]]? = nil
    ) -> WrappedMaterial {
        WrappedMaterial(
            maker: maker ?? material.maker, publicKey: publicKey ?? material.publicKey,
            fingerprint: fingerprint ?? material.fingerprint, sealed: sealed ?? material.sealed,
            signatures: signatures ?? material.signatures)
    }
}
