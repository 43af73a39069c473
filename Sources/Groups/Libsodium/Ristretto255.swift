import CSodium

/// ristretto255 (RFC 9496) by libsodium.
package enum Ristretto255: PrimeOrderGroup {
    package typealias Field = Field25519
    package typealias Encoding = Bytes32

    package static let name = "ristretto255"

    package static let generator: Bytes32 = {
        var one = Bytes32()
        one = Field25519.encode(1)
        return unsafe one.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return Bytes32() }
            return unsafe multiplyGenerator(by: base)
        }
    }()

    /// 32 zero bytes.
    package static let identity = Bytes32()

    package static func add(_ left: Bytes32, _ right: Bytes32) -> Bytes32 {
        unsafe SodiumCall.binary(left, right) { unsafe crypto_core_ristretto255_add($0, $1, $2) } ?? identity
    }

    package static func subtract(_ left: Bytes32, _ right: Bytes32) -> Bytes32 {
        unsafe SodiumCall.binary(left, right) { unsafe crypto_core_ristretto255_sub($0, $1, $2) } ?? identity
    }

    // libsodium reports a product that is the identity as an error; operands were checked when they were decoded, so
    // there is no other.
    package static func multiply(_ element: Bytes32, by scalar: UnsafeRawPointer) -> Bytes32 {
        unsafe SodiumCall.binary(element, scalar) { result, element, scalar in
            unsafe crypto_scalarmult_ristretto255(result, scalar, element)
        } ?? identity
    }

    package static func multiplyGenerator(by scalar: UnsafeRawPointer) -> Bytes32 {
        unsafe SodiumCall.unary(scalar) { unsafe crypto_scalarmult_ristretto255_base($0, $1) } ?? identity
    }
}

extension Ristretto255: HashableGroup {
    package static func map(uniform bytes: [UInt8]) -> Bytes32 {
        guard bytes.count == 64 else { return identity }
        return unsafe bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return identity }
            return unsafe SodiumCall.unary(base) { unsafe crypto_core_ristretto255_from_hash($0, $1) } ?? identity
        }
    }
}

/// A group with a map from uniform bytes that nobody knows the discrete logarithm of (RFC 9380).
package protocol HashableGroup: PrimeOrderGroup {
    /// Maps 64 uniform bytes to an element.
    static func map(uniform bytes: [UInt8]) -> Encoding
}

extension Element where Group: HashableGroup {
    /// The one-way map of 64 uniform bytes.
    ///
    /// - Throws: ``GroupError`` with `.wrongLength`, or `.identity` where the map met it (probability 2^-252).
    package init(mapping uniform: [UInt8]) throws(GroupError) {
        guard uniform.count == 64 else {
            throw GroupError(.wrongLength, "the one-way map takes 64 bytes, not \(uniform.count)")
        }
        self.init(checked: Group.map(uniform: uniform))
        guard !isIdentity else { throw GroupError(.identity, "the one-way map met the identity") }
    }
}
