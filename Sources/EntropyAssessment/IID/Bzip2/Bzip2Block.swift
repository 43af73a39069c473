/// One block of bzip2: sorted by what follows each byte, moved to front, its runs of zeros counted, and coded.
struct Bzip2Block {
    /// The length of the whole block.
    let bits: Int

    init(_ bytes: [UInt8]) {
        var isUsed = [Bool](repeating: false, count: 256)
        for byte in bytes { isUsed[Int(byte)] = true }
        let used = (0..<256).filter { isUsed[$0] }.map { UInt8($0) }
        let sixteens = Set(used.map { $0 >> 4 }).count
        let symbols = Self.movedToFront(Self.sorted(bytes), used)
        // Mark, checksum, a bit that is always 0, the row of the original, and which bytes occur.
        bits = 48 + 32 + 1 + 24 + 16 + 16 * sixteens + Bzip2Coding(symbols, alphabet: used.count + 2).bits
    }

    /// The last column of all rotations in their order (Burrows and Wheeler 1994). The rotations of a string are in the
    /// order of the suffixes of its least rotation.
    private static func sorted(_ bytes: [UInt8]) -> [UInt8] {
        let first = leastRotation(bytes)
        let rotated = Array(bytes[first...] + bytes[..<first])
        return SuffixArray(rotated, alphabet: 256).positions.map { position in
            rotated[position > 0 ? Int(position) - 1 : rotated.count - 1]
        }
    }

    /// Where the least rotation begins: two candidates, of which each comparison throws one out.
    private static func leastRotation(_ bytes: [UInt8]) -> Int {
        let count = bytes.count
        var (first, second, length) = (0, 1, 0)
        while first < count, second < count, length < count {
            let left = bytes[(first + length) % count]
            let right = bytes[(second + length) % count]
            if left == right {
                length += 1
                continue
            }
            if left > right { first += length + 1 } else { second += length + 1 }
            if first == second { second += 1 }
            length = 0
        }
        return min(first, second)
    }

    /// Each byte by how many others were seen since it was; a run of zeros by its length in digits 1 and 2, which are the
    /// symbols 0 and 1; the others one higher, and the end.
    private static func movedToFront(_ bytes: [UInt8], _ used: [UInt8]) -> [UInt16] {
        var recent = used
        var symbols: [UInt16] = []
        symbols.reserveCapacity(bytes.count + 1)
        var zeros = 0
        func endRun() {
            var rest = zeros
            while rest > 0 {
                symbols.append(rest & 1 == 1 ? 0 : 1)
                rest = (rest - 1) >> 1
            }
            zeros = 0
        }
        for byte in bytes {
            if recent[0] == byte {
                zeros += 1
                continue
            }
            endRun()
            var position = 0
            var moved = recent[0]
            while moved != byte {
                position += 1
                swap(&moved, &recent[position])
            }
            recent[0] = byte
            symbols.append(UInt16(truncatingIfNeeded: position + 1))
        }
        endRun()
        symbols.append(UInt16(truncatingIfNeeded: used.count + 1))
        return symbols
    }
}
