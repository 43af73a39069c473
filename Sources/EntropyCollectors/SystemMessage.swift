import Glibc

/// What the system says of a call that failed.
enum SystemMessage {
    static func of(_ number: CInt) -> String { unsafe String(cString: strerror(number)) }
}
