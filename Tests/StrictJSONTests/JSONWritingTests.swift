import StrictJSON
import Testing

@Suite("Writing JSON")
struct JSONWritingTests {
    @Test("members of every kind are written in order")
    func members() {
        var writer = JSONObjectWriter()
        writer.member("s", "a\"\\\n\u{1F}é")
        writer.member("b", true)
        writer.member("i", -5)
        writer.member("t", epochSeconds: 1_700_000_000.0625)
        writer.member("l", ["x", "y"])
        writer.member("o", objects: [1, 2]) { number, writer in writer.member("n", number) }
        writer.member("z") { $0.member("base", base64: [0, 255]) }
        let text = String(decoding: writer.finish(), as: UTF8.self)
        #expect(
            text
                == #"{"s":"a\"\\\u000a\u001fé","b":true,"i":-5,"t":1700000000.063,"l":["x","y"],"#
                + #""o":[{"n":1},{"n":2}],"z":{"base":"AP8="}}"#)
    }

    @Test("an object without members is written")
    func empty() {
        #expect(JSONObjectWriter().finish() == Array("{}".utf8))
    }

    @Test("odd moments do not trap", arguments: [Double.nan, .infinity, -.infinity, -1, 1e300])
    func oddMoments(seconds: Double) throws {
        var writer = JSONObjectWriter()
        writer.member("t", epochSeconds: seconds)
        _ = try JSONValue(parsing: writer.finish())
    }

    @Test(
        "base64 of RFC 4648, section 10, in both directions",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test(
        "base64 that is not canonical is refused",
        arguments: [
            "Z", "Zg", "Zg=", "Zg===", "Z===", "====", "=", "==", "Zh==", "Zm9=", "Zg==Zg==", "Zm 9v",
            "Zm9v\n", "Zm-_", "Zmé",
            "=Zg=", "Zg=a",
        ])
    func refusedBase64(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test("all byte values survive base64")
    func allBytes() {
        for count in 0..<260 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ count) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }
}
