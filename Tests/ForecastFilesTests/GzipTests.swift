import ForecastFiles
import Testing

@Suite("Packed files")
struct GzipTests {
    /// `printf 'id,1,2\n' | gzip -9n`
    private let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x4C, 0xD1, 0x31, 0xD4, 0x31, 0xE2, 0x02,
        0x00,
        0x2E, 0xC4, 0x73, 0x60, 0x07, 0x00, 0x00, 0x00,
    ]

    @Test("a packed file is told by its first bytes, and unpacked")
    func unpacks() throws {
        #expect(Gzip.isPacked(packed))
        #expect(!Gzip.isPacked(Array("id,1,2\n".utf8)) && !Gzip.isPacked([]))
        #expect(try Gzip.unpacked(packed, limit: 7) == Array("id,1,2\n".utf8))
    }

    @Test("of packed files that were joined nothing is left out, and what is no packed file is refused after one")
    func joined() throws {
        #expect(try Gzip.unpacked(packed + packed + packed, limit: 100).count == 21)
        #expect(throws: GzipError.self) { try Gzip.unpacked(packed + Array("H1,1".utf8), limit: 100) }
    }

    @Test("one that is cut off anywhere, or changed, is refused")
    func damaged() {
        for length in 2..<packed.count {
            #expect(throws: GzipError.self) { try Gzip.unpacked(Array(packed.prefix(length)), limit: 100) }
        }
        for position in [2, 12, packed.count - 6] {
            var changed = packed
            changed[position] ^= 0x55
            #expect(throws: GzipError.self) { try Gzip.unpacked(changed, limit: 100) }
        }
    }

    @Test("no more is unpacked than wanted")
    func limit() {
        let error = #expect(throws: GzipError.self) { try Gzip.unpacked(packed, limit: 6) }
        #expect(error?.description.contains("more than 6 bytes") == true)
    }
}
