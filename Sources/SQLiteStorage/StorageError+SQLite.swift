import GRDB

extension StorageError {
    /// What an error that came out of a database operation means to who runs the process.
    init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self = error as? StorageError ?? StorageError(.unavailable, "\(path): \(error)", cause: error)
            return
        }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.locked, "\(path) is in use by another process: stop that one first", cause: error)
        case .SQLITE_FULL:
            self.init(.full, "no space is left for \(path): nothing was changed; free some and try again", cause: error)
        case .SQLITE_NOTADB:
            self.init(
                .foreign, "\(path) is not a SQLite database: give the right folder, or move it away", cause: error)
        case .SQLITE_CORRUPT:
            self.init(.damaged, "\(path) is damaged: restore it from a copy", cause: error)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
            self.init(
                .unavailable, "\(path) cannot be opened for writing: check that its folder exists and whose it is",
                cause: error)
        default:
            self.init(.unavailable, "\(path) could not be read or written: \(error.description)", cause: error)
        }
    }
}
