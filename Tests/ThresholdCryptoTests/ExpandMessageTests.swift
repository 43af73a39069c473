import Foundation
import TestSupport
import Testing
import ThresholdCrypto

@Suite("expand_message_xmd is that of RFC 9380")
struct ExpandMessageTests {
    struct Vectors: Decodable {
        struct Case: Decodable {
            let msg: String
            let len_in_bytes: String
            let uniform_bytes: String
        }
        let DST: String
        let tests: [Case]
    }

    @Test("trap 22: the vectors of RFC 9380 for SHA-512", .needsSharedVectors)
    func vectors() throws {
        let vectors = try SharedVectors.load("h2c-rfc9380/expand_message_xmd_SHA512_38.json", as: Vectors.self)
        #expect(vectors.tests.count == 10)
        for test in vectors.tests {
            let count = try #require(Int(test.len_in_bytes.dropFirst(2), radix: 16))
            let output = ExpandMessage.xmd(Array(test.msg.utf8), tag: Array(vectors.DST.utf8), count: count)
            #expect(output.hex == test.uniform_bytes)
        }
    }

    @Test("without the shared vectors: the RFC's first")
    func typedVector() {
        let output = ExpandMessage.xmd([], tag: Array("QUUX-V01-CS02-with-expander-SHA512-256".utf8), count: 32)
        #expect(output.hex == "6b9a7312411d92f921c6f68ca0b6380730a1a4d982c507211a90964c394179ba")
    }

    @Test("tag, message and length all count")
    func inputs() {
        let outputs = [
            ExpandMessage.xmd([1], tag: [2], count: 64), ExpandMessage.xmd([2], tag: [2], count: 64),
            ExpandMessage.xmd([1], tag: [1], count: 64), Array(ExpandMessage.xmd([1], tag: [2], count: 65).prefix(64)),
            ExpandMessage.xmd([1, 2], tag: [], count: 64), ExpandMessage.xmd([], tag: [1, 2], count: 64),
        ]
        #expect(Set(outputs).count == outputs.count)
    }
}
