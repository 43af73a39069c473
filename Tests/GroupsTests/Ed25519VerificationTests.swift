import Crypto
import Foundation
import Groups
import Secrets
import TestSupport
import Testing

@Suite("Ed25519 as a client verifies it")
struct Ed25519VerificationTests {
    struct Wycheproof: Decodable {
        struct Group: Decodable {
            struct Key: Decodable { let pk: String }
            struct Case: Decodable {
                let tcId: Int
                let msg: String
                let sig: String
                let result: String
            }
            let publicKey: Key
            let tests: [Case]
        }
        let testGroups: [Group]
    }

    struct EdgeCase: Decodable {
        let message: String
        let pub_key: String
        let signature: String
    }

    @Test("every Wycheproof case has Wycheproof's result", .needsSharedVectors)
    func wycheproof() throws {
        let file = try SharedVectors.load("wycheproof/ed25519_test.json", as: Wycheproof.self)
        var count = 0
        for group in file.testGroups {
            let publicKey = try [UInt8](hex: group.publicKey.pk)
            for test in group.tests {
                let isValid = Ed25519Verification.isValid(
                    signature: try Array(hex: test.sig), message: try Array(hex: test.msg), publicKey: publicKey)
                #expect(isValid == (test.result == "valid"), "case \(test.tcId)")
                count += 1
            }
        }
        #expect(count == 151)
    }

    /// Case 3 has a key and a commitment of mixed order, which every verifier without cofactor accepts; all others need
    /// the cofactored equation, a small-order point or a non-canonical encoding.
    @Test("trap 18: of the edge cases of \"Taming the many EdDSAs\" only the third holds", .needsSharedVectors)
    func edgeCases() throws {
        let cases = try SharedVectors.load("ed25519-edgecases/cases.json", as: [EdgeCase].self)
        #expect(cases.count == 12)
        for (number, test) in cases.enumerated() {
            let isValid = Ed25519Verification.isValid(
                signature: try Array(hex: test.signature), message: try Array(hex: test.message),
                publicKey: try Array(hex: test.pub_key))
            #expect(isValid == (number == 3), "case \(number)")
        }
    }

    @Test("signatures of swift-crypto hold, and none with a bit changed", arguments: Seed.first(16))
    func swiftCrypto(seed: Seed) throws {
        let random = seed.random
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: random.bytes(32))
        let publicKey = Array(key.publicKey.rawRepresentation)
        let message = random.bytes(random.number(in: 1..<100))
        let signature = Array(try key.signature(for: message))
        #expect(Ed25519Verification.isValid(signature: signature, message: message, publicKey: publicKey))
        for bit in stride(from: random.number(in: 0..<8), to: 512, by: 8) {
            #expect(
                !Ed25519Verification.isValid(
                    signature: signature.flipping(bit: bit), message: message, publicKey: publicKey))
        }
        #expect(!Ed25519Verification.isValid(signature: signature, message: message + [0], publicKey: publicKey))
    }

    @Test("Ed25519ph: the vector of RFC 8032 section 7.3 holds, and is no plain signature")
    func prehashed() throws {
        let publicKey = try [UInt8](hex: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf")
        let signature = try [UInt8](
            hex: "98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41"
                + "31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406")
        let message = Array("abc".utf8)
        #expect(Ed25519Verification.isValidPrehashed(signature: signature, message: message, publicKey: publicKey))
        #expect(!Ed25519Verification.isValid(signature: signature, message: message, publicKey: publicKey))
        #expect(!Ed25519Verification.isValidPrehashed(signature: signature, message: [], publicKey: publicKey))
        for bit in 0..<512 {
            #expect(
                !Ed25519Verification.isValidPrehashed(
                    signature: signature.flipping(bit: bit), message: message, publicKey: publicKey))
        }
    }

    @Test("a signature or key of another size is refused without a trap", arguments: [0, 31, 33, 63, 65, 128])
    func sizes(count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        let (signature, key) = ([UInt8](repeating: 1, count: 64), [UInt8](repeating: 1, count: 32))
        #expect(!Ed25519Verification.isValid(signature: bytes, message: [], publicKey: key))
        #expect(!Ed25519Verification.isValid(signature: signature, message: [], publicKey: bytes))
        #expect(!Ed25519Verification.isValidPrehashed(signature: bytes, message: [], publicKey: key))
        #expect(!Ed25519Verification.isValidPrehashed(signature: signature, message: [], publicKey: bytes))
    }
}
