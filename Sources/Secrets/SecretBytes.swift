import CShims

/// Bytes that must not outlive their use: one allocation, one owner, wiped before it is freed.
///
/// There is no `description`, `Codable`, `Hashable` or `==`: what is done with the bytes is done on a borrowed span.
@safe
package struct SecretBytes: ~Copyable, @unchecked Sendable {
    // Unchecked: the pointer has one owner and is not written after init.
    private let base: UnsafeMutableRawPointer
    package let count: Int

    /// An allocation of `count` bytes that `body` fills completely.
    package init(count: Int, filledBy body: (UnsafeMutableRawBufferPointer) -> Void) {
        self.count = count
        unsafe base = UnsafeMutableRawPointer.allocate(byteCount: Swift.max(count, 1), alignment: 16)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        unsafe body(UnsafeMutableRawBufferPointer(start: base, count: count))
    }

    package init(copying bytes: some Collection<UInt8>) {
        let count = bytes.count
        unsafe self.init(count: count) { buffer in unsafe buffer.copyBytes(from: bytes) }
    }

    package init(copying bytes: RawSpan) {
        unsafe self.init(count: bytes.byteCount) { buffer in
            unsafe bytes.withUnsafeBytes { source in unsafe buffer.copyMemory(from: source) }
        }
    }

    /// `count` bytes from the given source.
    package static func random(count: Int, from random: any RandomSource = ProcessRandom()) -> SecretBytes {
        unsafe SecretBytes(count: count) { unsafe random.fill($0) }
    }

    deinit {
        unsafe quorate_wipe(base, count)
        unsafe base.deallocate()
    }

    /// The bytes, for as long as this value is borrowed.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        borrowing get {
            let buffer = unsafe UnsafeRawBufferPointer(start: base, count: count)
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: buffer), borrowing: self)
        }
    }

    /// For the C libraries; the pointer must not escape.
    package borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// A copy that nothing wipes: only for what is about to be handed to the client it belongs to.
    package borrowing func revealed() -> [UInt8] {
        unsafe withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// Whether two secrets are equal, in time that depends on their lengths only.
    package borrowing func isEqual(to other: borrowing SecretBytes) -> Bool {
        guard count == other.count else { return false }
        var difference: UInt8 = 0
        let left = bytes
        let right = other.bytes
        for position in 0..<count {
            difference |=
                unsafe left.unsafeLoad(fromByteOffset: position, as: UInt8.self)
                ^ right.unsafeLoad(fromByteOffset: position, as: UInt8.self)
        }
        return difference == 0
    }
}

extension Array where Element: BitwiseCopyable {
    /// Overwrites a buffer that held a secret, on its way in or out or in the midst of a calculation.
    package mutating func wipe() {
        unsafe withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            unsafe quorate_wipe(base, buffer.count)
        }
    }
}
