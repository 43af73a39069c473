import TestSupport

/// A file of RFC 9591's appendix E, as the RFC's authors and the Zcash Foundation wrote it.
struct FROSTVectors: Decodable {
    struct Configuration: Decodable {
        let MAX_PARTICIPANTS: String
        let MIN_PARTICIPANTS: String
        let name: String
    }
    struct Share: Decodable {
        let identifier: Int
        let participant_share: String
    }
    struct Inputs: Decodable {
        let participant_list: [Int]
        let group_secret_key: String
        let group_public_key: String?
        let verifying_key_key: String?
        let message: String
        let share_polynomial_coefficients: [String]
        let participant_shares: [Share]
    }
    struct Signer: Decodable {
        let identifier: Int
        let hiding_nonce_randomness: String
        let binding_nonce_randomness: String
        let hiding_nonce: String
        let binding_nonce: String
        let hiding_nonce_commitment: String
        let binding_nonce_commitment: String
        let binding_factor: String
    }
    struct SignatureShare: Decodable {
        let identifier: Int
        let sig_share: String
    }
    struct Outputs<Output: Decodable>: Decodable { let outputs: [Output] }
    struct Final: Decodable { let sig: String }

    let config: Configuration
    let inputs: Inputs
    let round_one_outputs: Outputs<Signer>
    let round_two_outputs: Outputs<SignatureShare>
    let final_output: Final

    static let ed25519Files = ["frost-rfc9591/frost-ed25519-sha512.json", "frost-zf/ed25519/vectors.json"]
    static let p256Files = ["frost-rfc9591/frost-p256-sha256.json", "frost-zf/p256/vectors.json"]
    static let ristrettoFiles = ["frost-rfc9591/frost-ristretto255-sha512.json", "frost-zf/ristretto255/vectors.json"]
}
