/// How many bytes bzip2 makes of samples (SP 800-90B, 5.1.11), in blocks of 500,000 bytes as NIST's tool has it.
///
/// Nothing is compressed: only the length is computed, and the checksums, whose length is always the same, are not.
enum Bzip2Length {
    /// Bytes of a block, less the 19 that the format's first encoder keeps free.
    private static let blockLimit = 5 * 100_000 - 19

    /// - Parameter samples: written as decimal numbers with a space between two.
    static func ofNumbers(_ samples: [UInt8]) -> Int {
        let texts = (0..<256).map { Array(String($0).utf8) }
        var text: [UInt8] = []
        text.reserveCapacity(samples.count * 4)
        for sample in samples {
            text += texts[Int(sample)]
            text.append(0x20)
        }
        return of(text.dropLast())
    }

    /// - Parameter text: without a run of four equal bytes, which the format would shorten before all else.
    static func of(_ text: ArraySlice<UInt8>) -> Int {
        // The stream's header; its end mark and checksum.
        var bits = 32 + 80
        var start = text.startIndex
        while start < text.endIndex {
            var end = min(start + blockLimit, text.endIndex)
            // A run that begins within a block ends within it.
            while end > start, end < text.endIndex, text[end] == text[end - 1] { end += 1 }
            bits += Bzip2Block(Array(text[start..<end])).bits
            start = end
        }
        return (bits + 7) / 8
    }
}
