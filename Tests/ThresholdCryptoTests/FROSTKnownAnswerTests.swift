import Groups
import SecretSharing
import TestSupport
import Testing
import ThresholdCrypto

/// Answers of `Scripts/known-answers/frost.py`, for clones without the shared vectors and for the suite that has none.
@Suite("FROST gives the answers of a second implementation")
struct FROSTKnownAnswerTests {
    struct Answer: Decodable {
        struct Signer: Decodable {
            let index: Int
            let randomness: String
            let commitment: [String]
            let bindingFactor: String
            let share: String
        }
        let coefficients: [String]
        let message: String
        let publicKey: String
        let signers: [Signer]
        let signature: String
    }

    @Test("three of five sign with Ed25519")
    func ed25519() throws {
        let (signature, message, publicKey) = try run(FROSTEd25519.self, "ed25519")
        #expect(Ed25519Verification.isValid(signature: signature, message: message, publicKey: publicKey))
    }

    @Test("three of five sign with Ed25519ph")
    func ed25519ph() throws {
        let (signature, message, publicKey) = try run(FROSTEd25519ph.self, "ed25519ph")
        #expect(Ed25519Verification.isValidPrehashed(signature: signature, message: message, publicKey: publicKey))
        #expect(!Ed25519Verification.isValid(signature: signature, message: message, publicKey: publicKey))
    }

    @Test("three of five sign over ristretto255")
    func ristretto255() throws {
        _ = try run(FROSTRistretto255.self, "ristretto255")
    }

    private func run<Suite: FROSTSuite>(
        _ suite: Suite.Type, _ name: String
    ) throws -> (signature: [UInt8], message: [UInt8], publicKey: [UInt8]) {
        let answer = try #require(try KnownAnswers.load("frost", as: [String: Answer].self)[name])
        let threshold = try Threshold(quorum: 3, of: 5)
        let sharing = try SampleSharing<Suite.Group>(
            threshold, coefficients: answer.coefficients.map { try Scalar(canonical: Array(hex: $0)) })
        let message = try [UInt8](hex: answer.message)
        #expect(sharing.publicKey.bytes.hex == answer.publicKey)
        let signers = try SampleSigners<Suite>(
            sharing, members: answer.signers.map { try ShareIndex($0.index) }, message: message,
            random: FixedRandom(answer.signers.flatMap { try [UInt8](hex: $0.randomness) }))
        let shares = try signers.shares()
        for signer in answer.signers {
            let index = try ShareIndex(signer.index)
            let commitment = try #require(signers.package.commitment(of: index))
            #expect([commitment.hiding.bytes.hex, commitment.binding.bytes.hex] == signer.commitment)
            #expect(signers.package.bindingFactor(of: index).bytes.hex == signer.bindingFactor)
            #expect(shares[index]?.bytes.hex == signer.share)
        }
        let signature = try #require(try signers.package.aggregate(shares))
        #expect(signature.hex == answer.signature)
        return (signature, message, sharing.publicKey.bytes)
    }
}
