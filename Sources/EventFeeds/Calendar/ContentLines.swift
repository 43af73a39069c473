/// The unfolded lines of a calendar (RFC 5545, section 3.1): a line that begins with a space or a tab goes on with the one
/// before. Lines of nothing are passed over.
struct ContentLines {
    private let bytes: [UInt8]
    private var position = 0
    private var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next line with the number, from 1 on, of the line that it begins on.
    mutating func next() -> (number: Int, text: [UInt8])? {
        while position < bytes.count {
            var line = Array(physical())
            let first = number
            while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
                line += physical().dropFirst()
            }
            if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { return (first, line) }
        }
        return nil
    }

    /// The rest of the line as it stands there.
    private mutating func physical() -> ArraySlice<UInt8> {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        var line = bytes[position..<end]
        position = end + 1
        number += 1
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }
}
