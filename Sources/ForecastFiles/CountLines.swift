/// The lines of a file, numbered from 1 on, without their ends; a line of nothing is none.
struct CountLines {
    private let bytes: [UInt8]
    private var position = 0
    private var number = 0

    init(_ bytes: some Collection<UInt8>) {
        self.bytes = Array(bytes)
        // A byte order mark.
        if self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func next() -> (number: Int, text: ArraySlice<UInt8>)? {
        while position < bytes.count {
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            var line = bytes[position..<end]
            position = end + 1
            number += 1
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if !line.isEmpty { return (number, line) }
        }
        return nil
    }
}
