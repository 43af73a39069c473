import Crypto
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("HMAC")
struct HMACTests {
    /// A case of RFC 4231. Keys here have the digest's length: RFC 2104 (section 2) pads a shorter key with zeros and
    /// hashes one that is longer than a block, so that every case of the RFC can be put in other words.
    struct Case: Sendable, CustomTestStringConvertible {
        let section: String
        let key: [UInt8]
        let message: [UInt8]
        /// For HMAC-SHA-224, 256, 384 and 512.
        let codes: [String]

        var testDescription: String { "RFC 4231, section \(section)" }

        func key(_ spec: KeySpec) throws -> [UInt8] {
            let count = try #require(spec.macAlgorithm).byteCount
            guard key.count == 131 else { return key + [UInt8](repeating: 0, count: count - key.count) }
            switch spec {
            // SHA-224 of 131 times 0xaa.
            case .hmac224: return try [UInt8](hex: "89f0bf9d18e36866b9198d9d1ba99f4ca7cb839cf97cd971e3ef416c")
            case .hmac256: return Array(SHA256.hash(data: key))
            case .hmac384: return Array(SHA384.hash(data: key))
            default: return Array(SHA512.hash(data: key))
            }
        }
    }

    static let cases: [Case] = [
        Case(
            section: "4.2", key: [UInt8](repeating: 0x0b, count: 20),
            message: Array("Hi There".utf8),
            codes: [
                "896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8"
                    + "b2fa9cb6",
                "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274e"
                    + "aea3f4e4be9d914eeb61f1702e696c203a126854",
            ]),
        Case(
            section: "4.3", key: Array("Jefe".utf8),
            message: Array("what do ya want for nothing?".utf8),
            codes: [
                "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ec"
                    + "fab21649",
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65"
                    + "f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ]),
        Case(
            section: "4.4", key: [UInt8](repeating: 0xaa, count: 20),
            message: [UInt8](repeating: 0xdd, count: 50),
            codes: [
                "7fb3cb3588c6c1f6ffa9694d7d6ad2649365b0c1f65d69d1ec8333ea",
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
                "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e1"
                    + "01a34f27",
                "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a4"
                    + "7e67c807b946a337bee8942674278859e13292fb",
            ]),
        Case(
            section: "4.5", key: Array(0x01...0x19),
            message: [UInt8](repeating: 0xcd, count: 50),
            codes: [
                "6c11506874013cac6a2abc1bb382627cec6a90d86efc012de7afec5a",
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
                "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e6801dd23c4a7d679ccf8a386"
                    + "c674cffb",
                "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275c"
                    + "c5788063a5f19741120c4f2de2adebeb10a298dd",
            ]),
        Case(
            section: "4.6", key: [UInt8](repeating: 0x0c, count: 20),
            message: Array("Test With Truncation".utf8),
            codes: [
                "0e2aea68a90c8d37c988bcdb9fca6fa8",
                "a3b6167473100ee06e0c796c2955552b",
                "3abf34c3503b2a23a46efc619baef897",
                "415fad6271580a531d4179bc891d87a6",
            ]),
        Case(
            section: "4.7", key: [UInt8](repeating: 0xaa, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            codes: [
                "95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df1"
                    + "63f44952",
                "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd221"
                    + "5d6a1e5295e64f73f63f0aec8b915a985d786598",
            ]),
        Case(
            section: "4.8", key: [UInt8](repeating: 0xaa, count: 131),
            message: Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. The key needs to "
                    + "be hashed before being used by the HMAC algorithm.").utf8),
            codes: [
                "3a854166ac5d9f023f54d517d0b39dbd946770db9c2b95c9f6f565d1",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
                "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e611"
                    + "0c46523e",
                "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55"
                    + "c3e4de15134676fb6de0446065c97440fa8c6a58",
            ]),
    ]

    @Test("the vectors of RFC 4231", arguments: cases)
    func vectors(vector: Case) throws {
        for (spec, code) in zip(KeySpec.macs, vector.codes) {
            let sample = try SampleMaterial(importing: vector.key(spec), spec)
            let mac = try sample.perform(.generateMAC(message: vector.message))
            // The code of section 4.6 is truncated.
            #expect(Array(mac.hex.prefix(code.count)) == Array(code))
            #expect(mac.count == spec.macAlgorithm?.byteCount)
            #expect(try sample.perform(.verifyMAC(message: vector.message, mac: mac)) == [1])
        }
    }

    @Test("a code with a changed bit, another length or another message is not valid", arguments: KeySpec.macs)
    func refusals(spec: KeySpec) throws {
        let count = try #require(spec.macAlgorithm).byteCount
        let sample = try SampleMaterial(importing: SeededRandom(3).bytes(count), spec)
        let message: [UInt8] = [1, 2, 3]
        let mac = try sample.perform(.generateMAC(message: message))
        for bit in 0..<count * 8 {
            #expect(try sample.perform(.verifyMAC(message: message, mac: mac.flipping(bit: bit))) == [0])
        }
        for other in [[], Array(mac.dropLast()), mac + [0], Array(mac.prefix(16))] {
            #expect(try sample.perform(.verifyMAC(message: message, mac: other)) == [0])
        }
        #expect(try sample.perform(.verifyMAC(message: message + [0], mac: mac)) == [0])
    }

    /// A key of 520 bits is longer than a block of SHA-256 and has other words (its hash); it is shorter than a block of
    /// SHA-512 and longer than a key of HMAC_512, so that those six cases do not apply.
    @Test(
        "Wycheproof's cases", .needsSharedVectors,
        arguments: [("hmac_sha256", KeySpec.hmac256), ("hmac_sha512", .hmac512)])
    func wycheproof(name: String, spec: KeySpec) throws {
        let count = try #require(spec.macAlgorithm).byteCount
        var applied = 0
        for group in try WycheproofFile<WycheproofMACs>.load(name) where spec == .hmac256 || group.keySize < 520 {
            for test in group.tests {
                applied += 1
                var key = try [UInt8](hex: test.key)
                if key.count > 64 { key = Array(SHA256.hash(data: key)) }
                let sample = try SampleMaterial(
                    importing: key + [UInt8](repeating: 0, count: count - key.count), spec)
                let (message, tag) = try ([UInt8](hex: test.msg), [UInt8](hex: test.tag))
                let mac = try sample.perform(.generateMAC(message: message))
                #expect((Array(mac.prefix(tag.count)) == tag) == (test.result == .valid), "\(name) \(test.tcId)")
                // Truncated codes are valid to Wycheproof and never here.
                let isValid = try sample.perform(.verifyMAC(message: message, mac: tag)) == [1]
                #expect(isValid == (test.result == .valid && tag.count == count), "\(name) \(test.tcId)")
            }
        }
        #expect(applied == (spec == .hmac256 ? 174 : 168))
    }
}
