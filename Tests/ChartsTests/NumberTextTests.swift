import Charts
import Testing

@Suite("Numbers and texts in charts")
struct NumberTextTests {
    @Test(
        "Decimals are rounded and have no zeros at the end",
        arguments: [
            (0, "0"), (-0.001, "0"), (1.005, "1"), (12.5, "12.5"), (3.999, "4"), (-7.06, "-7.06"),
            (1e15, "1000000000000000"),
        ])
    func fixed(value: Double, text: String) {
        #expect(NumberText.fixed(value, decimals: 2) == text)
    }

    @Test(
        "Labels are compact, and as exact as the step",
        arguments: [
            (950, 50, "950"), (1000, 500, "1k"), (1200, 200, "1.2k"), (3.4e6, 2e5, "3.4M"), (1e15, 2e14, "1P"),
            (-20, 10, "−20"), (0.25, 0.05, "0.25"), (0, 5, "0"), (1_000_020, 10, "1.00002M"), (2e25, 1e25, "2e25"),
            (2e-8, 1e-8, "2e-8"),
        ])
    func compact(value: Double, step: Double, text: String) {
        #expect(NumberText.compact(value, step: step) == text)
    }

    @Test(
        "A number that stands alone has three digits or four",
        arguments: [(1234.56, "1.235k"), (-0.5, "−0.5"), (0, "0")])
    func short(value: Double, text: String) {
        #expect(NumberText.short(value) == text)
    }

    @Test("What XML gives a meaning to is escaped")
    func escapes() {
        #expect(XMLText.escaped("<a href=\"x\">&'") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;")
    }

    @Test("Control characters and directional overrides are removed, line breaks become spaces")
    func cleans() {
        #expect(XMLText.cleaned("a\u{0}b\u{1B}c\nd\u{202E}e\u{FFFE}f é 日") == "abc def é 日")
    }

    @Test("A text that does not fit is cut, one that does is not", arguments: [40.0, 100, 1000])
    func fits(width: Double) {
        let text = String(repeating: "quorate ", count: 12)
        let fitted = TextWidth.fitted(text, in: width, size: 12)
        #expect(TextWidth.of(fitted, size: 12) <= width)
        #expect(fitted == text || fitted.hasSuffix("…"))
        #expect((fitted == text) == (TextWidth.of(text, size: 12) <= width))
    }
}
