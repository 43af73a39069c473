import Foundation

/// What the system finds by a path.
enum RealPath {
    /// Without links and steps back, in the order in which the system follows them; nil where there is nothing.
    static func of(_ path: String) -> String? {
        guard let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }
}
