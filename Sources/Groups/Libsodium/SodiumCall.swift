/// The shapes in which libsodium's group functions are called: encodings in, encoding out.
enum SodiumCall {
    typealias Binary = (UnsafeMutablePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>) -> Int32
    typealias Unary = (UnsafeMutablePointer<UInt8>, UnsafePointer<UInt8>) -> Int32

    /// Nil where libsodium returns an error.
    static func binary(_ left: Bytes32, _ right: Bytes32, _ function: Binary) -> Bytes32? {
        unsafe right.withUnsafeBytes { right in
            guard let right = right.baseAddress else { return nil }
            return unsafe binary(left, right, function)
        }
    }

    /// Nil where libsodium returns an error.
    static func binary(_ left: Bytes32, _ right: UnsafeRawPointer, _ function: Binary) -> Bytes32? {
        unsafe left.withUnsafeBytes { left in
            guard let left = left.baseAddress else { return nil }
            return unsafe unary(right) { result, right in unsafe function(result, octets(left), right) }
        }
    }

    /// Nil where libsodium returns an error.
    static func unary(_ operand: UnsafeRawPointer, _ function: Unary) -> Bytes32? {
        var result = Bytes32()
        let status: Int32 = unsafe result.withUnsafeMutableBytes { result in
            guard let result = result.baseAddress else { return -1 }
            return unsafe function(octets(result), octets(operand))
        }
        return status == 0 ? result : nil
    }
}
