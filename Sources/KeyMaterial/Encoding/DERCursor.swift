/// Walks over DER without copying it: it may be secret. Lengths that are not in their shortest form are refused, and
/// nothing outside the given range is read.
struct DERCursor {
    private var position: Int
    private let end: Int

    /// - Parameter range: where the values lie.
    init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    /// Whether nothing follows.
    var isAtEnd: Bool { position == end }

    /// Where the content of the next value lies; nil where it has another tag or is malformed.
    mutating func next(_ tag: UInt8, in bytes: RawSpan) -> Range<Int>? {
        var cursor = self
        guard cursor.byte(in: bytes) == tag, let count = cursor.length(in: bytes), count <= end - cursor.position else {
            return nil
        }
        let content = cursor.position..<cursor.position + count
        position = content.upperBound
        return content
    }

    private mutating func length(in bytes: RawSpan) -> Int? {
        guard let first = byte(in: bytes) else { return nil }
        switch first {
        case ..<0x80: return Int(first)
        case 0x81:
            guard let length = byte(in: bytes), length >= 0x80 else { return nil }
            return Int(length)
        case 0x82:
            guard let high = byte(in: bytes), high > 0, let low = byte(in: bytes) else { return nil }
            return Int(high) << 8 | Int(low)
        default: return nil
        }
    }

    private mutating func byte(in bytes: RawSpan) -> UInt8? {
        guard position < end, position < bytes.byteCount else { return nil }
        defer { position += 1 }
        return unsafe bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
    }
}

extension RawSpan {
    /// Whether the range holds these bytes, which are public.
    func holds(_ expected: [UInt8], in range: Range<Int>) -> Bool {
        guard range.count == expected.count else { return false }
        return unsafe extracting(range).withUnsafeBytes { unsafe $0.elementsEqual(expected) }
    }
}
