/// How wide text comes out: nobody measures fonts here, so it is an estimate on the safe side, after DejaVu Sans, the
/// widest of the usual ones.
package enum TextWidth {
    /// - Parameters:
    ///   - size: of the font, pixels.
    /// - Returns: pixels.
    package static func of(_ text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
    }

    /// The text, or as much from its beginning as fits, and an ellipsis.
    ///
    /// - Parameters:
    ///   - width: pixels.
    ///   - size: of the font, pixels.
    package static func fitted(_ text: String, in width: Double, size: Double) -> String {
        var room = width / size
        var kept = String.UnicodeScalarView()
        // Where to cut, once it turns out that the end does not fit.
        var end = 0
        for (count, scalar) in text.unicodeScalars.enumerated() {
            // Marks have no width, but a letter has few of them.
            room -= max(self.width(of: scalar), 0.02)
            if room >= self.width(of: "…") { end = count + 1 }
            guard room >= 0 else { return String(String.UnicodeScalarView(kept.prefix(end))) + "…" }
            kept.append(scalar)
        }
        return text
    }

    /// In parts of the font's size.
    private static func width(of scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", "|", "'", ".", ",", ":", ";", " ", "!": 0.34
        case "f", "r", "t", "(", ")", "[", "]", "/", "-", "·": 0.41
        case "m", "w", "M", "W", "@", "%", "…", "—": 0.99
        case "a"..."z", "0"..."9": 0.64
        case "\u{300}"..."\u{36F}": 0
        case "\u{1100}"..."\u{115F}", "\u{2E80}"..."\u{FFFF}", "\u{1F000}"...: 1.1
        default: 0.79
        }
    }
}
