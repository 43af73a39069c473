/// Texts of feeds, which may be anything, as they are kept and shown.
enum FeedText {
    /// Without what changes how a terminal or a page shows its surroundings: control characters and those that turn the
    /// direction of writing. Tabs and ends of lines become spaces.
    static func printable(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .lineSeparator, .paragraphSeparator: kept.append(" ")
            case .control where scalar.properties.isWhitespace: kept.append(" ")
            case .control: continue
            default: if !scalar.properties.isBidiControl { kept.append(scalar) }
            }
        }
        let shown = kept.drop { $0 == " " }
        return String(
            String.UnicodeScalarView(
                shown[..<(shown.lastIndex { $0 != " " }.map(shown.index(after:)) ?? shown.startIndex)]))
    }

    /// For people: cut where it is too long.
    static func title(_ text: String) -> String { cut(text, EventFeed.longestText) }

    /// The beginning of a text that is quoted in an error.
    static func shown(_ text: String) -> String { cut(text, 40) }

    /// What things are told apart by, which must not be cut.
    ///
    /// - Parameter what: what it is, for the message.
    /// - Throws: ``EventFeedError`` where it is too long.
    static func name(
        _ text: String, _ what: String, at place: EventFeedError.Place
    ) throws(EventFeedError) -> String {
        let name = printable(text)
        guard name.unicodeScalars.count <= EventFeed.longestText else {
            throw EventFeedError(
                .tooLong, at: place,
                "the \(what) \"\(shown(name))...\" has more than \(EventFeed.longestText) characters; shorten it")
        }
        return name
    }

    private static func cut(_ text: String, _ length: Int) -> String {
        String(String.UnicodeScalarView(printable(text).unicodeScalars.prefix(length)))
    }
}
