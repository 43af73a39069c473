import ArgumentParser
import ForecastFiles

extension InputFile {
    /// All of a file, unpacked if gzip has packed it.
    ///
    /// - Throws: `ValidationError`, which says what is wrong with the file.
    func readUnpacked() throws -> [UInt8] {
        let bytes = try read(nil)
        guard Gzip.isPacked(bytes) else { return bytes }
        do {
            return try Gzip.unpacked(bytes, limit: Self.limit)
        } catch {
            throw ValidationError("\(path): \(error).")
        }
    }
}
