import ByteCoding
import Secrets
import TestSupport
import Testing

@Suite("The canonical encoding")
struct ByteReaderTests {
    /// One field of every kind.
    struct Sample: ByteCodable, Hashable {
        var small: UInt8
        var medium: UInt16
        var large: UInt64
        var flag: Bool
        var fixed: [UInt8]
        var field: [UInt8]
        var text: String

        init(small: UInt8, medium: UInt16, large: UInt64, flag: Bool, fixed: [UInt8], field: [UInt8], text: String) {
            (self.small, self.medium, self.large, self.flag) = (small, medium, large, flag)
            (self.fixed, self.field, self.text) = (fixed, field, text)
        }

        func encode(into writer: inout ByteWriter) {
            writer.write(small)
            writer.write(medium)
            writer.write(large)
            writer.write(flag)
            writer.write(fixed: fixed)
            writer.write(prefixed: field)
            writer.write(text)
        }

        init(from reader: inout ByteReader) throws(ByteCodingError) {
            small = try reader.read()
            medium = try reader.read()
            large = try reader.read()
            flag = try reader.readBool()
            fixed = try reader.read(fixed: 2)
            field = try reader.readPrefixed(limit: 8)
            text = try reader.readString(limit: 8)
        }

        static let one = Sample(
            small: 1, medium: 0x0203, large: 0x0405_0607_0809_0a0b, flag: true, fixed: [0xaa, 0xbb], field: [1, 2, 3],
            text: "né")
        static let golden = "01" + "0203" + "0405060708090a0b" + "01" + "aabb" + "00000003010203" + "000000036ec3a9"
    }

    struct Samples: ByteCodable {
        let all: [Sample]
        init(_ all: [Sample]) { self.all = all }
        func encode(into writer: inout ByteWriter) { writer.write(all) }
        init(from reader: inout ByteReader) throws(ByteCodingError) { all = try reader.readArray(limit: 3) }
    }

    @Test("integers are big-endian and fields stand behind their lengths")
    func golden() throws {
        #expect(Sample.one.encoded.hex == Sample.golden)
        #expect(try Sample(decoding: Sample.one.encoded) == Sample.one)
    }

    @Test("every truncation is refused", arguments: 0..<28)
    func truncation(count: Int) {
        #expect(Sample.one.encoded.count == 28)
        #expect(throws: ByteCodingError(.truncated, "")) {
            try Sample(decoding: Array(Sample.one.encoded.prefix(count)))
        }
    }

    @Test("trap 11: a byte too many is refused")
    func trailing() {
        #expect(throws: ByteCodingError(.trailingBytes, "")) { try Sample(decoding: Sample.one.encoded + [0]) }
    }

    @Test("a truth value is 0 or 1", arguments: [UInt8(2), 128, 255])
    func truth(byte: UInt8) {
        var bytes = Sample.one.encoded
        bytes[11] = byte
        #expect(throws: ByteCodingError(.badValue, "")) { try Sample(decoding: bytes) }
    }

    @Test("text that is not UTF-8 is refused", arguments: [[0xff], [0xc3], [0xed, 0xa0, 0x80]] as [[UInt8]])
    func utf8(bytes: [UInt8]) {
        var writer = ByteWriter()
        writer.write(prefixed: bytes)
        #expect(throws: ByteCodingError(.badValue, "")) {
            var reader = ByteReader(writer.bytes)
            _ = try reader.readString()
        }
    }

    @Test("a name has one encoding, though Swift takes the sign for kelvin for a K")
    func name() throws {
        func read(_ text: String) throws(ByteCodingError) -> String {
            var writer = ByteWriter()
            writer.write(text)
            var reader = ByteReader(writer.bytes)
            return try reader.readName(limit: 64)
        }
        #expect("\u{212A}EY" == "KEY")
        #expect(try read("KEY") == "KEY")
        #expect(throws: ByteCodingError(.badValue, "")) { try read("\u{212A}EY") }
    }

    @Test("trap 26: a length above its limit is refused before anything is read", arguments: [9, 1 << 20, UInt32.max])
    func oversizeField(length: UInt32) {
        var writer = ByteWriter()
        writer.write(length)
        writer.write(fixed: [UInt8](repeating: 0, count: 16))
        #expect(throws: ByteCodingError(.tooLong, "")) {
            var reader = ByteReader(writer.bytes)
            _ = try reader.readPrefixed(limit: 8)
        }
    }

    @Test(
        "trap 26: a list that claims more elements than allowed or present is refused", arguments: [4, 100, UInt32.max])
    func oversizeList(count: UInt32) {
        var writer = ByteWriter()
        writer.write(count)
        for _ in 0..<4 { Sample.one.encode(into: &writer) }
        #expect(throws: ByteCodingError(.tooLong, "")) { try Samples(decoding: writer.bytes) }
    }

    @Test("lists come back in their order", arguments: 0...3)
    func lists(count: Int) throws {
        var samples = [Sample](repeating: .one, count: count)
        for position in samples.indices { samples[position].small = UInt8(position) }
        #expect(try Samples(decoding: Samples(samples).encoded).all == samples)
    }

    @Test("trap 29: random bytes never trap, and what decodes encodes to the same bytes", arguments: Seed.first(64))
    func randomBytes(seed: Seed) {
        let random = seed.random
        for _ in 0..<32 {
            var bytes = random.bytes(random.number(in: 0..<40))
            // Mostly plausible: small lengths, so that the fields behind them are reached.
            for position in bytes.indices where random.number(in: 0..<3) > 0 { bytes[position] &= 1 }
            if let sample = try? Sample(decoding: bytes) { #expect(sample.encoded == bytes) }
            if let samples = try? Samples(decoding: bytes) { #expect(samples.encoded == bytes) }
        }
    }
}
