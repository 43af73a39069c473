/// The prefix codes of a block: two to six of them, of which each fifty symbols choose one.
struct Bzip2Coding {
    private static let groupSize = 50
    private static let rounds = 4
    /// The longest code word that the encoder makes.
    private static let longest = 17

    /// The codes themselves, which groups use them, and the symbols.
    let bits: Int

    /// - Parameters:
    ///   - symbols: each below `alphabet`.
    ///   - alphabet: at least 3.
    init(_ symbols: [UInt16], alphabet: Int) {
        var codes = Self.firstCodes(symbols, alphabet: alphabet)
        var choices: [Int] = []
        for _ in 0..<Self.rounds {
            var frequencies = [[Int]](repeating: [Int](repeating: 0, count: alphabet), count: codes.count)
            choices.removeAll(keepingCapacity: true)
            for start in stride(from: 0, to: symbols.count, by: Self.groupSize) {
                let group = symbols[start..<min(start + Self.groupSize, symbols.count)]
                let lengths = codes.map { code in group.reduce(0) { $0 + code[Int($1)] } }
                let choice = lengths.indices.min { lengths[$0] < lengths[$1] } ?? 0
                choices.append(choice)
                for symbol in group { frequencies[choice][Int(symbol)] += 1 }
            }
            codes = frequencies.map { Bzip2Code(frequencies: $0, longest: Self.longest).lengths }
        }
        // How many codes and choices there are.
        var bits = 3 + 15
        var recent = Array(codes.indices)
        for (index, choice) in choices.enumerated() {
            let position = recent.firstIndex(of: choice) ?? 0
            recent.remove(at: position)
            recent.insert(choice, at: 0)
            bits += position + 1
            let start = index * Self.groupSize
            for symbol in symbols[start..<min(start + Self.groupSize, symbols.count)] {
                bits += codes[choice][Int(symbol)]
            }
        }
        for code in codes {
            // The first length in five bits; each by two bits a step from the one before, and one that ends it.
            var last = code[0]
            bits += 5
            for length in code {
                bits += 2 * abs(length - last) + 1
                last = length
            }
        }
        self.bits = bits
    }

    /// Codes to begin with: each is cheap for a range of symbols, ranges of about equally many occurrences.
    private static func firstCodes(_ symbols: [UInt16], alphabet: Int) -> [[Int]] {
        let count = [200, 600, 1200, 2400].filter { symbols.count >= $0 }.count + 2
        var frequencies = [Int](repeating: 0, count: alphabet)
        for symbol in symbols { frequencies[Int(symbol)] += 1 }
        var codes = [[Int]](repeating: [Int](repeating: 15, count: alphabet), count: count)
        var (start, rest) = (0, symbols.count)
        for part in stride(from: count, to: 0, by: -1) {
            let wanted = rest / part
            var (end, sum) = (start, 0)
            while sum < wanted, end < alphabet {
                sum += frequencies[end]
                end += 1
            }
            // Every second range of the inner ones leaves its last symbol to the next.
            if end - 1 > start, part != count, part != 1, (count - part) % 2 == 1 {
                end -= 1
                sum -= frequencies[end]
            }
            for symbol in start..<end { codes[part - 1][symbol] = 0 }
            start = end
            rest -= sum
        }
        return codes
    }
}
