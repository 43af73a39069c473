import TestSupport

/// A file of Project Wycheproof, with the members that its tests here read.
///
/// What is not read, and why:
/// * `ecdsa_*_p1363`, `ecdsa_*_bitcoin`: other forms of a signature than DER, and a rule of Bitcoin's.
/// * `ecdh_secp256k1`: keys of that curve do not agree on secrets.
/// * `ecdh_secp256r1_ecpoint`: points without a SubjectPublicKeyInfo.
/// * `rsa_pkcs1_2048`: encryption with PKCS#1 v1.5 padding, which is not offered.
/// * `ed25519`, `x25519`, `aes_gcm`, `aes_cmac`, `hkdf_*`, `primality`: other primitives; HKDF is held to known answers.
struct WycheproofFile<Group: Decodable>: Decodable {
    let testGroups: [Group]

    static func load(_ name: String) throws -> [Group] {
        try SharedVectors.load("wycheproof/\(name)_test.json", as: Self.self).testGroups
    }
}

/// What Wycheproof says of a case.
enum WycheproofResult: String, Decodable {
    case valid, invalid, acceptable
}

struct WycheproofSignatures: Decodable {
    struct Case: Decodable {
        let tcId: Int
        let msg: String
        let sig: String
        let result: WycheproofResult
    }
    let keySize: Int?
    let publicKeyDer: String?
    let keyDer: String?
    let privateKeyPkcs8: String?
    let sha: String
    let tests: [Case]
}

struct WycheproofAgreements: Decodable {
    struct Case: Decodable {
        let tcId: Int
        let `public`: String
        let `private`: String
        let shared: String
        let result: WycheproofResult
    }
    let tests: [Case]
}

struct WycheproofDecryptions: Decodable {
    struct Case: Decodable {
        let tcId: Int
        let msg: String
        let ct: String
        let label: String
        let result: WycheproofResult
    }
    let keySize: Int
    let sha: String
    let mgfSha: String
    let privateKeyPkcs8: String
    let tests: [Case]
}

struct WycheproofMACs: Decodable {
    struct Case: Decodable {
        let tcId: Int
        let key: String
        let msg: String
        let tag: String
        let result: WycheproofResult
    }
    let keySize: Int
    let tagSize: Int
    let tests: [Case]
}

struct WycheproofKeyWraps: Decodable {
    struct Case: Decodable {
        let tcId: Int
        let key: String
        let msg: String
        let ct: String
        let result: WycheproofResult
    }
    let tests: [Case]
}
