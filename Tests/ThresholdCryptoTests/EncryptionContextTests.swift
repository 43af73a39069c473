import Testing
import ThresholdCrypto

@Suite("Encryption contexts")
struct EncryptionContextTests {
    @Test("the order of the pairs does not matter")
    func order() {
        let pairs = [(key: "b", value: "1"), (key: "a", value: "2"), (key: "é", value: "3"), (key: "", value: "4")]
        let encoded = EncryptionContext(pairs).encoded
        #expect(EncryptionContext(pairs.reversed()).encoded == encoded)
        #expect(EncryptionContext([pairs[2], pairs[0], pairs[3], pairs[1]]).encoded == encoded)
    }

    @Test("pairs are sorted by UTF-8 bytes, and what Swift calls equal stays apart")
    func canonicalEquivalents() {
        let composed = "\u{e9}"
        let decomposed = "e\u{301}"
        #expect(composed == decomposed)
        let one = EncryptionContext([(key: composed, value: "x"), (key: decomposed, value: "y")])
        let two = EncryptionContext([(key: composed, value: "y"), (key: decomposed, value: "x")])
        #expect(one.encoded != two.encoded)
        #expect(
            one.encoded == [0, 0, 0, 2] + [0, 0, 0, 3, 0x65, 0xcc, 0x81, 0, 0, 0, 1, 0x79]
                + [0, 0, 0, 2, 0xc3, 0xa9, 0, 0, 0, 1, 0x78])
        #expect(
            EncryptionContext([(key: composed, value: "")]).digest
                != EncryptionContext([(key: decomposed, value: "")]).digest)
    }

    @Test("trap 9: fields do not run into each other")
    func lengths() {
        let contexts = [
            [], [(key: "ab", value: "c")], [(key: "a", value: "bc")], [(key: "abc", value: "")],
            [(key: "", value: "abc")], [(key: "a", value: "b"), (key: "c", value: "")],
        ].map { EncryptionContext($0) }
        #expect(Set(contexts.map(\.encoded)).count == contexts.count)
        #expect(Set(contexts.map(\.digest)).count == contexts.count)
        #expect(contexts.allSatisfy { $0.digest.count == 32 })
    }
}
