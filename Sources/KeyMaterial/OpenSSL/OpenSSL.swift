import COpenSSL

/// What all calls into OpenSSL share.
enum OpenSSL {
    /// - Throws: ``KeyMaterialError`` with `.library` unless the status is 1.
    static func check(_ status: Int32, _ what: @autoclosure () -> String) throws(KeyMaterialError) {
        guard status == 1 else {
            ERR_clear_error()
            throw KeyMaterialError(.library, "OpenSSL could not \(what())")
        }
    }

    /// - Throws: ``KeyMaterialError`` with `.library` where there is no object.
    static func object(_ pointer: OpaquePointer?, _ what: @autoclosure () -> String) throws(KeyMaterialError)
        -> OpaquePointer
    {
        guard let pointer = unsafe pointer else {
            ERR_clear_error()
            throw KeyMaterialError(.library, "OpenSSL has no memory for \(what())")
        }
        return unsafe pointer
    }
}

/// The same address as one of bytes.
func octets(_ pointer: UnsafeRawPointer?) -> UnsafePointer<UInt8>? {
    unsafe pointer?.assumingMemoryBound(to: UInt8.self)
}

/// The same address as one of bytes.
func octets(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<UInt8>? {
    unsafe pointer?.assumingMemoryBound(to: UInt8.self)
}
