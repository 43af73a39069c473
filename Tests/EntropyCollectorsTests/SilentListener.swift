import Glibc
import Testing

/// A Unix socket that takes connections and says nothing.
struct SilentListener {
    private let descriptor: CInt

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let bound = unsafe withUnsafeBytes(of: &address) { bytes in
            guard let base = bytes.baseAddress else { return CInt(-1) }
            return unsafe bind(descriptor, base.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        try #require(bound == 0)
        try #require(listen(descriptor, 8) == 0)
    }

    func close() { _ = Glibc.close(descriptor) }
}
