import Crypto
import Groups
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("FROST is that of RFC 9591, step by step", .needsSharedVectors)
struct FROSTVectorTests {
    @Test("the vectors of FROST(Ed25519, SHA-512)", arguments: FROSTVectors.ed25519Files)
    func ed25519(file: String) throws {
        let vectors = try SharedVectors.load(file, as: FROSTVectors.self)
        #expect(vectors.config.name == "FROST(Ed25519, SHA-512)")
        let (signature, publicKey) = try run(FROSTEd25519.self, vectors)
        let message = try [UInt8](hex: vectors.inputs.message)
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        #expect(key.isValidSignature(signature, for: message))
        #expect(Ed25519Verification.isValid(signature: signature, message: message, publicKey: publicKey))
    }

    @Test("the vectors of FROST(ristretto255, SHA-512)", arguments: FROSTVectors.ristrettoFiles)
    func ristretto255(file: String) throws {
        let vectors = try SharedVectors.load(file, as: FROSTVectors.self)
        #expect(vectors.config.name == "FROST(ristretto255, SHA-512)")
        _ = try run(FROSTRistretto255.self, vectors)
    }

    @Test("the vectors of FROST(P-256, SHA-256)", arguments: FROSTVectors.p256Files)
    func p256(file: String) throws {
        let vectors = try SharedVectors.load(file, as: FROSTVectors.self)
        #expect(vectors.config.name == "FROST(P-256, SHA-256)")
        _ = try run(FROSTP256.self, vectors)
    }

    /// Signature and public key.
    private func run<Suite: FROSTSuite>(_ suite: Suite.Type, _ vectors: FROSTVectors) throws -> ([UInt8], [UInt8]) {
        let sharing = try sharing(Suite.self, vectors.inputs)
        #expect(sharing.publicKey.bytes.hex == vectors.inputs.group_public_key ?? vectors.inputs.verifying_key_key)
        for vector in vectors.inputs.participant_shares {
            #expect(sharing.share(try ShareIndex(vector.identifier)).revealed.hex == vector.participant_share)
        }
        var boxes: [ShareIndex: NonceBox<Suite>] = [:]
        for signer in vectors.round_one_outputs.outputs {
            boxes[try ShareIndex(signer.identifier)] = try nonces(signer, sharing)
        }
        let package = try SigningPackage<Suite>(
            message: Array(hex: vectors.inputs.message),
            commitments: boxes.map { (index: $0.key, commitment: $0.value.commitment) },
            publicKey: sharing.publicKey, threshold: sharing.threshold)
        #expect(package.commitments.map(\.index.value) == vectors.inputs.participant_list)
        for signer in vectors.round_one_outputs.outputs {
            #expect(package.bindingFactor(of: try ShareIndex(signer.identifier)).bytes.hex == signer.binding_factor)
        }
        var shares: [ShareIndex: Scalar<Suite.Group.Field>] = [:]
        for vector in vectors.round_two_outputs.outputs {
            let index = try ShareIndex(vector.identifier)
            let nonces = try #require(boxes[index])
            let share = try package.sign(index: index, share: sharing.share(index).scalar, nonces: nonces.take())
            #expect(share.bytes.hex == vector.sig_share)
            #expect(throws: Never.self) {
                try package.verify(share: share, of: index, publicShare: sharing.publicShare(index))
            }
            shares[index] = share
        }
        let signature = try #require(try package.aggregate(shares))
        #expect(signature.hex == vectors.final_output.sig)
        return (signature, sharing.publicKey.bytes)
    }

    private func sharing<Suite: FROSTSuite>(
        _ suite: Suite.Type, _ inputs: FROSTVectors.Inputs
    ) throws -> SampleSharing<Suite.Group> {
        let coefficients = try ([inputs.group_secret_key] + inputs.share_polynomial_coefficients).map {
            try Scalar<Suite.Group.Field>(canonical: Array(hex: $0))
        }
        return try SampleSharing(Threshold(quorum: 2, of: 3), coefficients: coefficients)
    }

    /// Nonces from the randomness that the vector gives, compared with those that it gives.
    private func nonces<Suite: FROSTSuite>(
        _ signer: FROSTVectors.Signer, _ sharing: SampleSharing<Suite.Group>
    ) throws -> NonceBox<Suite> {
        let share = sharing.share(try ShareIndex(signer.identifier))
        let (hiding, binding) = try (
            [UInt8](hex: signer.hiding_nonce_randomness), [UInt8](hex: signer.binding_nonce_randomness)
        )
        #expect(Suite.h3(hiding + share.revealed).published().bytes.hex == signer.hiding_nonce)
        #expect(Suite.h3(binding + share.revealed).published().bytes.hex == signer.binding_nonce)
        let box = NonceBox(SigningNonces<Suite>(share: share.scalar, random: FixedRandom(hiding + binding)))
        #expect(box.commitment.hiding.bytes.hex == signer.hiding_nonce_commitment)
        #expect(box.commitment.binding.bytes.hex == signer.binding_nonce_commitment)
        return box
    }
}
