package import Secrets

/// A secret number modulo the group's order: a share, a nonce, a coefficient. One owner, wiped, and touched by
/// constant-time operations only; there is no way from here to a variable-time one.
package struct SecretScalar<Field: ScalarField>: ~Copyable, Sendable {
    private let storage: SecretBytes

    private init(storage: consuming SecretBytes) {
        self.storage = storage
    }

    /// A uniformly random number (64 random bytes reduced: bias below 2^-250).
    package static func random(from random: any RandomSource) -> SecretScalar {
        let wide = SecretBytes.random(count: 64, from: random)
        return SecretScalar(reducing: wide)
    }

    /// Reduces 64 secret bytes; the number is zero where they are fewer.
    package init(reducing wide: borrowing SecretBytes) {
        storage = unsafe SecretBytes(count: 32) { target in
            unsafe wide.withUnsafeBytes { source in
                guard source.count == 64, let source = source.baseAddress, let target = target.baseAddress else {
                    return
                }
                unsafe Field.reduce(wide: source, into: target)
            }
        }
    }

    /// - Throws: ``GroupError`` with `.wrongLength` or `.nonCanonical`.
    package init(canonical bytes: consuming SecretBytes) throws(GroupError) {
        guard bytes.count == 32 else {
            throw GroupError(.wrongLength, "a secret scalar has \(bytes.count) bytes, not 32")
        }
        guard unsafe bytes.withUnsafeBytes({ unsafe Field.isCanonical($0) }) else {
            throw GroupError(.nonCanonical, "a secret scalar is not reduced modulo the group's order")
        }
        storage = bytes
    }

    /// A share that rests in the slab, for as long as it is in use.
    ///
    /// - Throws: ``GroupError`` where the slot holds no canonical scalar.
    package init(_ share: SlabSecret) throws(GroupError) {
        let copy = unsafe share.withUnsafeBytes { source in
            unsafe SecretBytes(count: source.count) { unsafe $0.copyMemory(from: source) }
        }
        try self.init(canonical: copy)
    }

    package init(_ value: Scalar<Field>) {
        storage = SecretBytes(copying: value.bytes)
    }

    package borrowing func adding(_ other: borrowing SecretScalar) -> SecretScalar {
        unsafe combined(with: other) { unsafe Field.add($0, $1, into: $2) }
    }

    package borrowing func subtracting(_ other: borrowing SecretScalar) -> SecretScalar {
        unsafe combined(with: other) { unsafe Field.subtract($0, $1, into: $2) }
    }

    package borrowing func multiplied(by other: borrowing SecretScalar) -> SecretScalar {
        unsafe combined(with: other) { unsafe Field.multiply($0, $1, into: $2) }
    }

    package borrowing func multiplied(by other: Scalar<Field>) -> SecretScalar {
        let other = SecretScalar(other)
        return multiplied(by: other)
    }

    /// Whether it is zero, in constant time.
    package var isZero: Bool {
        let zero = SecretBytes(copying: [UInt8](repeating: 0, count: 32))
        return storage.isEqual(to: zero)
    }

    /// The number as a public one: only for results that leave the process by design, such as a signature share.
    package consuming func published() -> Scalar<Field> {
        unsafe storage.withUnsafeBytes { unsafe Scalar(unchecked: Bytes32($0) ?? Bytes32()) }
    }

    /// The canonical encoding, moved out: to be sealed or put into the slab.
    package consuming func encoded() -> SecretBytes { storage }

    package borrowing func withUnsafeBytes<Result: ~Copyable>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe storage.withUnsafeBytes(body)
    }

    private borrowing func combined(
        with other: borrowing SecretScalar,
        _ operation: (UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer) -> Void
    ) -> SecretScalar {
        unsafe storage.withUnsafeBytes { left in
            unsafe other.storage.withUnsafeBytes { right in
                let result = unsafe SecretBytes(count: 32) { result in
                    guard let left = left.baseAddress, let right = right.baseAddress, let result = result.baseAddress
                    else { return }
                    unsafe operation(left, right, result)
                }
                return SecretScalar(storage: result)
            }
        }
    }
}
