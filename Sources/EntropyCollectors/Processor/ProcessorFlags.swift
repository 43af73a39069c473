import Glibc

/// The instructions that the kernel lets programs have. It withdraws those that it knows to be broken, and inside a virtual
/// machine CPUID goes on naming them.
package enum ProcessorFlags {
    /// Bytes of the kernel's list that are read: the first processor's part has some two thousand.
    private static let limit = 16_384

    /// Whether the first processor's flags have this one.
    ///
    /// - Parameter path: of the kernel's list.
    /// - Returns: false too where the list cannot be read.
    package static func list(_ flag: String, at path: String = "/proc/cpuinfo") -> Bool {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { _ = close(file) }
        var text = [UInt8](repeating: 0, count: limit)
        let count = unsafe read(file, &text, text.count)
        guard count > 0 else { return false }
        let lines = String(decoding: text.prefix(count), as: UTF8.self).split(separator: "\n")
        guard let flags = lines.first(where: { $0.hasPrefix("flags") }) else { return false }
        return flags.split(whereSeparator: \.isWhitespace).contains { $0 == flag }
    }
}
