import RealModule

/// Numbers as text, the same everywhere.
package enum NumberText {
    private static let suffixes = ["", "k", "M", "G", "T", "P", "E"]

    /// With at most so many decimals and no zeros at their end: 12.5, -3, 0.
    ///
    /// - Parameter decimals: 0...15.
    package static func fixed(_ value: Double, decimals: Int) -> String {
        let unit = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
        let scaled = (abs(value) * Double(unit)).rounded()
        guard scaled < 9e18 else { return "\(value)" }
        let digits = Int64(scaled)
        var text = "\(digits / unit)"
        if digits % unit > 0 {
            // The unit in front keeps the zeros behind the point.
            var decimals = String(unit + digits % unit).dropFirst()
            while decimals.last == "0" { decimals.removeLast() }
            text += ".\(decimals)"
        }
        return value < 0 && digits > 0 ? "-\(text)" : text
    }

    /// As short as it can be told from its neighbours on an axis: 950, 1.2k, −3.4M.
    ///
    /// - Parameter step: the distance of two neighbours: 1, 2 or 5 times a power of 10.
    package static func compact(_ value: Double, step: Double) -> String {
        let magnitude = abs(value)
        guard magnitude > 0 else { return "0" }
        var scale = 1.0
        var suffix = ""
        if magnitude >= 1e21 || step < 1e-5 {
            let exponent = Double.log10(magnitude).rounded(.down)
            scale = Double.pow(10, exponent)
            suffix = exponent == 0 ? "" : "e\(Int(exponent))"
        } else {
            let thousands = suffixes.indices.last { magnitude >= Double.pow(1000, Double($0)) } ?? 0
            scale = Double.pow(1000, Double(thousands))
            suffix = suffixes[thousands]
        }
        let text = fixed(magnitude / scale, decimals: decimals(of: step / scale)) + suffix
        return value < 0 ? "−\(text)" : text
    }

    /// With three digits or four, for a text that stands alone.
    package static func short(_ value: Double) -> String {
        guard value != 0 else { return "0" }
        return compact(value, step: Double.pow(10, Double.log10(abs(value)).rounded(.down) - 3))
    }

    /// How many decimals show a step.
    private static func decimals(of step: Double) -> Int {
        (0..<15).first { step * Double.pow(10, Double($0)) > 1 - 1e-9 } ?? 15
    }
}
