import Groups
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

/// Answers of `Scripts/known-answers/keymaterial.py`.
@Suite("Derived material is that of a second implementation")
struct DerivationTests {
    struct Answer: Decodable {
        let spec: String
        let key: String
        let version: UInt32
        let scalar: String
        let material: String
        let message: String
        let result: String
        let fingerprint: String
    }

    private static func derive(_ answer: Answer, key: String? = nil, version: UInt32? = nil, spec: KeySpec? = nil)
        throws
        -> SampleMaterial
    {
        let scalar = try SecretScalar<FieldP256>(canonical: SecretBytes(copying: [UInt8](hex: answer.scalar)))
        return SampleMaterial(
            KeyMaterial.derive(
                from: scalar, spec: try spec ?? #require(KeySpec(rawValue: answer.spec)), key: KeyID(key ?? answer.key),
                version: KeyVersionNumber(version ?? answer.version)))
    }

    private static func answers() throws -> [Answer] { try KnownAnswers.load("key-material") }

    @Test("material, what it computes, and its fingerprint")
    func answers() throws {
        let answers = try Self.answers()
        #expect(Set(answers.map(\.spec)) == Set((KeySpec.macs + [.symmetricDefault]).map(\.rawValue)))
        for answer in answers {
            let sample = try Self.derive(answer)
            let imported = try SampleMaterial(importing: [UInt8](hex: answer.material), sample.spec)
            let message = try [UInt8](hex: answer.message)
            let operation: KeyOperation =
                sample.spec == .symmetricDefault ? .evaluate(input: message) : .generateMAC(message: message)
            for material in [sample, imported] {
                #expect(try material.perform(operation).hex == answer.result)
                #expect(material.fingerprint(answer.key).hex == answer.fingerprint)
            }
        }
    }

    @Test("another key, version or spec has other material")
    func separation() throws {
        for answer in try Self.answers() {
            let others = [
                try Self.derive(answer, key: "another"), try Self.derive(answer, version: answer.version + 1),
                try Self.derive(answer, spec: answer.spec == "HMAC_512" ? .hmac384 : .hmac512),
            ]
            let prints = try ([Self.derive(answer)] + others).map { $0.fingerprint("key") }
            #expect(Set(prints).count == 4)
        }
    }

    @Test("for an asymmetric spec there is nothing that could be used", arguments: KeySpec.asymmetricInQuorum)
    func asymmetric(spec: KeySpec) throws {
        let sample = try Self.derive(try #require(try Self.answers().first), spec: spec)
        expect(.badMaterial) { _ = try sample.sign([1], try #require(spec.signatureAlgorithms.first)) }
        expect(.badMaterial) { _ = try sample.publicKey() }
    }

    @Test("a fingerprint is bound to key, spec and material")
    func fingerprints() throws {
        let bytes = [UInt8](repeating: 7, count: 32)
        let one = try SampleMaterial(importing: bytes, .hmac256)
        let prints = [
            one.fingerprint("a"), one.fingerprint("b"),
            try SampleMaterial(importing: bytes, .symmetricDefault).fingerprint("a"),
            try SampleMaterial(importing: bytes.flipping(bit: 9), .hmac256).fingerprint("a"),
        ]
        #expect(Set(prints).count == 4)
        #expect(prints.allSatisfy { $0.count == 32 })
    }
}
