import AWSProtocol
import Testing

@Suite("Dates of signatures")
struct SignatureDateTests {
    @Test(
        "dates and seconds agree",
        arguments: [
            (0, "19700101T000000Z"), (951_782_400, "20000229T000000Z"), (1_440_938_160, "20150830T123600Z"),
            (4_107_542_399, "21000228T235959Z"), (4_107_542_400, "21000301T000000Z"), (-1, "19691231T235959Z"),
        ] as [(Int64, String)])
    func pairs(seconds: Int64, text: String) throws {
        #expect(SignatureDate(epochSeconds: seconds).description == text)
        #expect(try #require(SignatureDate(text)).epochSeconds == seconds)
    }

    @Test("every day of four centuries survives the round trip")
    func days() throws {
        for day in stride(from: Int64(0), to: 146_097, by: 13) {
            let date = SignatureDate(epochSeconds: day * 86_400 + 4242)
            #expect(try #require(SignatureDate(date.description)) == date)
        }
    }

    @Test(
        "what is no date is refused",
        arguments: [
            "", "20150830", "20150230T000000Z", "20151301T000000Z", "20150830T240000Z", "20150830T126000Z",
            "20150830T123660Z", "2015-08-30T12:36:00Z", "20150830T123600", "20150830t123600z", "00000101T000000Z",
            "+0150830T123600Z",
        ])
    func refused(text: String) {
        #expect(SignatureDate(text) == nil)
    }

    @Test("extreme seconds do not trap", arguments: [Int64.min, .max])
    func extremes(seconds: Int64) {
        #expect(SignatureDate(epochSeconds: seconds).epochSeconds == 0)
    }
}
