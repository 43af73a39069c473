/// 32 bytes in line: an encoded scalar or element.
package struct Bytes32: BitwiseCopyable, Hashable, Sendable {
    private var words: InlineWords

    private struct InlineWords: Hashable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0
    }

    package static let count = 32

    /// 32 zero bytes.
    package init() {
        words = InlineWords()
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        self.init()
        unsafe withUnsafeMutableBytes { unsafe $0.copyBytes(from: bytes) }
    }

    /// Four words of eight little-endian bytes each, first to last.
    init(littleEndianWords first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        words = InlineWords(
            first: first.littleEndian, second: second.littleEndian, third: third.littleEndian,
            fourth: fourth.littleEndian)
    }

    var littleEndianWords: (UInt64, UInt64, UInt64, UInt64) {
        (
            UInt64(littleEndian: words.first), UInt64(littleEndian: words.second), UInt64(littleEndian: words.third),
            UInt64(littleEndian: words.fourth)
        )
    }

    package var array: [UInt8] {
        unsafe withUnsafeBytes { unsafe [UInt8]($0) }
    }

    package func withUnsafeBytes<Result: ~Copyable>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe Swift.withUnsafeBytes(of: words, body)
    }

    package mutating func withUnsafeMutableBytes<Result: ~Copyable>(
        _ body: (UnsafeMutableRawBufferPointer) -> Result
    ) -> Result {
        unsafe Swift.withUnsafeMutableBytes(of: &words, body)
    }
}
