import ByteCoding

/// One of several decoders behind a fuzz target.
struct FuzzForm: Sendable {
    let check: @Sendable ([UInt8]) throws(BrokenProperty) -> Bool

    init(_ check: @escaping @Sendable ([UInt8]) throws(BrokenProperty) -> Bool) {
        self.check = check
    }

    /// A canonical encoding: what is decoded encodes to the same bytes, so that nothing signed or hashed can be written
    /// in a second way.
    ///
    /// - Parameter also: what else must hold of a value that was decoded.
    static func canonical<Value: ByteCodable & Equatable>(
        _ type: Value.Type, also: @escaping @Sendable (Value) throws(BrokenProperty) -> Void = { _ in }
    ) -> FuzzForm {
        FuzzForm { (bytes) throws(BrokenProperty) in
            guard let value = try? Value(decoding: bytes) else { return false }
            let encoded = value.encoded
            try require(encoded == bytes, "\(Value.self) decodes from bytes that are not its encoding")
            guard let again = try? Value(decoding: encoded) else {
                throw BrokenProperty("\(Value.self) does not decode from its own encoding")
            }
            try require(again == value, "\(Value.self) is another value after its encoding")
            try also(value)
            return true
        }
    }

    /// The same for a value that cannot be compared.
    static func canonicalBytes<Value: ByteCodable>(_ type: Value.Type) -> FuzzForm {
        FuzzForm { (bytes) throws(BrokenProperty) in
            guard let value = try? Value(decoding: bytes) else { return false }
            try require(value.encoded == bytes, "\(Value.self) decodes from bytes that are not its encoding")
            return true
        }
    }
}
