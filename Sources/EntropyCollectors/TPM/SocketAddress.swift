import Glibc

/// Connecting sockets, in the shapes that the system's calls want.
enum SocketAddress {
    /// - Returns: 0, or the error's number.
    static func connect(_ descriptor: CInt, unix path: String) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            guard bytes.count < buffer.count else { return false }
            unsafe buffer.copyBytes(from: bytes)
            return true
        }
        guard fits else { return ENAMETOOLONG }
        return unsafe withUnsafeBytes(of: &address) { unsafe connect(descriptor, $0) }
    }

    /// - Returns: 0, `EINPROGRESS` or another error's number.
    static func connect(_ descriptor: CInt, address text: String, port: UInt16) -> CInt {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard unsafe inet_pton(AF_INET, text, &address.sin_addr) == 1 else { return EADDRNOTAVAIL }
        return unsafe withUnsafeBytes(of: &address) { unsafe connect(descriptor, $0) }
    }

    /// What became of a connection that was in progress: 0, or the error's number.
    static func outcome(_ descriptor: CInt) -> CInt {
        var number: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size) == 0 else { return errno }
        return number
    }

    private static func connect(_ descriptor: CInt, _ address: UnsafeRawBufferPointer) -> CInt {
        guard let base = address.baseAddress else { return EINVAL }
        let pointer = unsafe base.assumingMemoryBound(to: sockaddr.self)
        return unsafe Glibc.connect(descriptor, pointer, socklen_t(address.count)) == 0 ? 0 : errno
    }
}
