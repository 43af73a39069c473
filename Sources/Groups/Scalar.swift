import Secrets

/// A public number modulo the group's order: an index, a Lagrange coefficient, a challenge, a signature share.
package struct Scalar<Field: ScalarField>: BitwiseCopyable, Hashable, Sendable {
    package let encoding: Bytes32

    init(unchecked encoding: Bytes32) {
        self.encoding = encoding
    }

    package init(_ value: UInt64) {
        encoding = Field.encode(value)
    }

    /// - Throws: ``GroupError`` with `.wrongLength`, or `.nonCanonical` for a number that is not reduced.
    package init(canonical bytes: some Collection<UInt8>) throws(GroupError) {
        guard let encoding = Bytes32(bytes) else {
            throw GroupError(.wrongLength, "a scalar has \(bytes.count) bytes, not 32")
        }
        guard unsafe encoding.withUnsafeBytes({ unsafe Field.isCanonical($0) }) else {
            throw GroupError(.nonCanonical, "a scalar is not reduced modulo the group's order")
        }
        self.encoding = encoding
    }

    /// Reduces 64 bytes, as hashes are turned into challenges.
    package init(reducing wide: [UInt8]) throws(GroupError) {
        guard wide.count == 64 else {
            throw GroupError(.wrongLength, "a wide scalar has \(wide.count) bytes, not 64")
        }
        var result = Bytes32()
        unsafe wide.withUnsafeBytes { wide in
            unsafe result.withUnsafeMutableBytes { result in
                guard let source = wide.baseAddress, let target = result.baseAddress else { return }
                unsafe Field.reduce(wide: source, into: target)
            }
        }
        encoding = result
    }

    /// The number that 16 bytes are, big-endian: the weight of an equation in a sum of many, if they are random.
    package init(weight bytes: ArraySlice<UInt8>) {
        let words = bytes.reduce(into: (high: UInt64(0), low: UInt64(0))) { words, byte in
            words = (words.high << 8 | words.low >> 56, words.low << 8 | UInt64(byte))
        }
        self = Scalar(words.high) * Scalar(1 << 32) * Scalar(1 << 32) + Scalar(words.low)
    }

    package static var zero: Scalar { Scalar(0) }
    package static var one: Scalar { Scalar(1) }

    package var bytes: [UInt8] { encoding.array }
    package var isZero: Bool { encoding == Bytes32() }

    package static func + (left: Scalar, right: Scalar) -> Scalar {
        unsafe combine(left, right) { unsafe Field.add($0, $1, into: $2) }
    }

    package static func - (left: Scalar, right: Scalar) -> Scalar {
        unsafe combine(left, right) { unsafe Field.subtract($0, $1, into: $2) }
    }

    package static func * (left: Scalar, right: Scalar) -> Scalar {
        unsafe combine(left, right) { unsafe Field.multiply($0, $1, into: $2) }
    }

    package static prefix func - (value: Scalar) -> Scalar { .zero - value }

    /// - Throws: ``GroupError`` with `.zero`.
    package func inverted() throws(GroupError) -> Scalar {
        guard !isZero else { throw GroupError(.zero, "zero has no inverse") }
        return unsafe Self.combine(self, self) { value, _, result in unsafe Field.invert(value, into: result) }
    }

    /// The inverse of a fraction's denominator, quick for a product of numbers up to 20, as denominators of Lagrange
    /// coefficients are.
    ///
    /// - Throws: ``GroupError`` with `.zero`.
    package init(inverseOf denominator: UInt64) throws(GroupError) {
        var inverse = Scalar.one
        var rest = denominator
        while rest > 1, let factor = (2...20).last(where: { rest.isMultiple(of: $0) }) {
            inverse = inverse * Field.smallInverses[Int(factor) - 1]
            rest /= factor
        }
        self = rest == 1 ? inverse : inverse * (try Scalar(rest).inverted())
    }

    static func inversesOfSmallNumbers() -> [Scalar] {
        (1...20).compactMap { try? Scalar($0).inverted() }
    }

    private static func combine(
        _ left: Scalar, _ right: Scalar,
        _ operation: (UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer) -> Void
    ) -> Scalar {
        var result = Bytes32()
        unsafe left.encoding.withUnsafeBytes { left in
            unsafe right.encoding.withUnsafeBytes { right in
                unsafe result.withUnsafeMutableBytes { result in
                    guard let left = left.baseAddress, let right = right.baseAddress, let result = result.baseAddress
                    else { return }
                    unsafe operation(left, right, result)
                }
            }
        }
        return Scalar(unchecked: result)
    }
}
