/// 33 bytes in line: a compressed point of a 256-bit curve.
package struct Bytes33: BitwiseCopyable, Sendable, ElementEncoding {
    private var bytes: InlineArray<33, UInt8>

    package static let count = 33

    /// 33 zero bytes.
    package init() {
        bytes = InlineArray(repeating: 0)
    }

    /// Nil unless there are exactly 33 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        self.init()
        unsafe withUnsafeMutableBytes { unsafe $0.copyBytes(from: bytes) }
    }

    package var array: [UInt8] {
        unsafe withUnsafeBytes { unsafe [UInt8]($0) }
    }

    package func withUnsafeBytes<Result: ~Copyable>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe Swift.withUnsafeBytes(of: bytes, body)
    }

    package mutating func withUnsafeMutableBytes<Result: ~Copyable>(
        _ body: (UnsafeMutableRawBufferPointer) -> Result
    ) -> Result {
        unsafe Swift.withUnsafeMutableBytes(of: &bytes, body)
    }
}

extension Bytes33: Hashable {
    package static func == (left: Bytes33, right: Bytes33) -> Bool {
        left.bytes.indices.allSatisfy { left.bytes[$0] == right.bytes[$0] }
    }

    package func hash(into hasher: inout Hasher) {
        unsafe withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}
