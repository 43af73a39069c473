import EntropyCollectors
import Testing

@Suite("TPM 2.0 commands as bytes")
struct TPMCommandTests {
    private static let success: [UInt8] = [0x80, 0x01, 0, 0, 0, 16, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4]

    @Test("GetRandom is tag, size, code and number of bytes, big-endian")
    func command() {
        #expect(TPMCommand.getRandom(0x1234) == [0x80, 0x01, 0, 0, 0, 12, 0, 0, 0x01, 0x7B, 0x12, 0x34])
    }

    @Test("an answer gives its bytes, as many as were asked for or fewer", arguments: [4, 5, 32])
    func random(asked: Int) {
        #expect(TPMCommand.response(Self.success, asked: asked) == .random([1, 2, 3, 4]))
    }

    @Test("a busy TPM is asked again, another refusal has its code", arguments: [0x908, 0x90A, 0x922, 0x100, 0x101])
    func refusal(status: UInt32) {
        let bytes: [UInt8] = [0x80, 0x01, 0, 0, 0, 10, 0, 0, UInt8(status >> 8), UInt8(status & 0xFF)]
        #expect(TPMCommand.response(bytes, asked: 4) == (status > 0x900 ? .again : .refused(status)))
    }

    @Test(
        "what is no whole answer is none",
        arguments: [
            [], Array(success.dropLast()), success + [0], Array(success.prefix(10)),
            // Another tag; a size field that is too great, too small, and zero; an empty answer.
            [0x80, 0x02] + success.dropFirst(2), success.prefix(11) + [5, 1, 2, 3, 4],
            success.prefix(11) + [3, 1, 2, 3, 4],
            [UInt8](repeating: 0, count: 16), [0x80, 0x01, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0],
        ] as [[UInt8]])
    func malformed(bytes: [UInt8]) {
        #expect(TPMCommand.response(bytes, asked: 32) == .malformed)
    }

    @Test("more bytes than were asked for are no answer")
    func tooMany() {
        #expect(TPMCommand.response(Self.success, asked: 3) == .malformed)
    }
}
