import ByteCoding
import Testing

@Suite("Hexadecimal")
struct HexadecimalTests {
    @Test("all bytes survive, in lower case")
    func allBytes() {
        let bytes = [UInt8](0...255)
        let text = Hexadecimal.encode(bytes)
        #expect(text.hasPrefix("000102030405060708090a0b0c0d0e0f10"))
        #expect(text.hasSuffix("fdfeff"))
        #expect(Hexadecimal.decode(text) == bytes)
        #expect(Hexadecimal.decode(text.uppercased()) == bytes)
    }

    @Test(
        "odd lengths and other characters are refused", arguments: ["0", "abc", "0g", "g0", " 00", "0x00", "é", "00 "])
    func malformed(text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }

    @Test("nothing is nothing")
    func empty() {
        #expect(Hexadecimal.encode([]).isEmpty)
        #expect(Hexadecimal.decode("") == [])
    }
}
