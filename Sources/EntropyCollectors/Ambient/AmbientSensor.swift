import Glibc

/// A file of the kernel's that holds one number.
struct AmbientSensor {
    private let path: String

    /// The energy counters, hardware monitors and thermal zones there are, in the order of their paths.
    static func all(under root: String) -> [AmbientSensor] {
        let found =
            paths("\(root)/powercap", { $0 == "energy_uj" })
            + paths("\(root)/hwmon", { $0.hasSuffix("_input") })
            + paths("\(root)/thermal", { $0 == "temp" })
        return found.map(AmbientSensor.init)
    }

    /// The number, if the file can be read and holds one.
    var reading: Int64? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { _ = close(file) }
        var text = [UInt8](repeating: 0, count: 32)
        let count = unsafe Glibc.read(file, &text, text.count)
        guard count > 0 else { return nil }
        let digits = String(decoding: text.prefix(count), as: UTF8.self).prefix { $0 == "-" || $0.isNumber }
        return Int64(digits)
    }

    /// The files with such names, one folder down.
    private static func paths(_ folder: String, _ fits: (String) -> Bool) -> [String] {
        names(in: folder).flatMap { device in
            names(in: "\(folder)/\(device)").filter(fits).map { "\(folder)/\(device)/\($0)" }
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let listing = unsafe opendir(folder) else { return [] }
        defer { unsafe _ = closedir(listing) }
        var names: [String] = []
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
