/// The rows of a table of comma-separated values (RFC 4180): cells may be quoted, and then have commas, ends of lines and
/// doubled quotes in them. Lines of nothing are passed over.
struct TableRows {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next row with the line that it begins on, from 1 on.
    ///
    /// - Throws: ``EventFeedError`` for quotes that are amiss.
    mutating func next() throws(EventFeedError) -> (line: Int, cells: [String])? {
        while position < bytes.count, bytes[position] == UInt8(ascii: "\n") || isEndOfLine(position) { skipEnd() }
        guard position < bytes.count else { return nil }
        let first = line
        var cells: [String] = []
        while true {
            cells.append(try cell())
            guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { break }
            position += 1
        }
        if position < bytes.count { skipEnd() }
        return (first, cells)
    }

    private func isEndOfLine(_ place: Int) -> Bool {
        if bytes[place] == UInt8(ascii: "\n") { return true }
        return bytes[place] == UInt8(ascii: "\r")
            && (place + 1 == bytes.count || bytes[place + 1] == UInt8(ascii: "\n"))
    }

    private mutating func skipEnd() {
        position += bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count ? 2 : 1
        line += 1
    }

    private mutating func cell() throws(EventFeedError) -> String {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            let start = position
            while position < bytes.count, bytes[position] != UInt8(ascii: ","), !isEndOfLine(position) { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        let first = line
        position += 1
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte != UInt8(ascii: "\"") {
                text.append(byte)
            } else if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
                text.append(byte)
                position += 1
            } else {
                guard position == bytes.count || bytes[position] == UInt8(ascii: ",") || isEndOfLine(position) else {
                    break
                }
                return String(decoding: text, as: UTF8.self)
            }
        }
        throw EventFeedError(
            .badFormat, at: .line(first),
            "a quote is not closed, or text follows it; double quotes that are meant as such")
    }
}
