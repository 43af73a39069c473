/// One property of a calendar: a name, parameters and a value (RFC 5545, section 3.1).
struct ContentLine {
    /// In capitals.
    let name: String
    let value: String
    /// From 1 on.
    let number: Int
    /// By names in capitals; where one comes twice, the last.
    private let parameters: [String: String]

    /// - Throws: ``EventFeedError`` for what is no property.
    init(_ line: [UInt8], number: Int) throws(EventFeedError) {
        self.number = number
        let head = line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ":") }
        name = Self.capitals(head)
        guard !head.isEmpty, head.count < line.count, head.allSatisfy(Self.isOfName) else {
            throw EventFeedError(
                .badFormat, at: .line(number),
                "\"\(FeedText.shown(String(decoding: line.prefix(80), as: UTF8.self)))\" is no property: a name, a colon and a value"
            )
        }
        var parameters: [String: String] = [:]
        var rest = line[head.count...]
        while rest.first == UInt8(ascii: ";") {
            let name = rest.dropFirst().prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ":") }
            rest = rest.dropFirst(1 + name.count)
            guard rest.first == UInt8(ascii: "=") else { throw Self.badParameter(name, number) }
            rest = rest.dropFirst()
            // Commas, semicolons and colons stand for themselves between quotes.
            var isQuoted = false
            let value = rest.prefix { byte in
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                return isQuoted || byte != UInt8(ascii: ";") && byte != UInt8(ascii: ":")
            }
            rest = rest.dropFirst(value.count)
            parameters[Self.capitals(name)] = String(
                decoding: value.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
        }
        guard rest.first == UInt8(ascii: ":") else { throw Self.badParameter(rest, number) }
        self.parameters = parameters
        value = String(decoding: rest.dropFirst(), as: UTF8.self)
    }

    func parameter(_ name: String) -> String? { parameters[name] }

    var place: EventFeedError.Place { .line(number) }

    /// The texts of a value that is a list of them, unescaped (RFC 5545, section 3.3.11).
    var texts: [String] {
        var texts = [""]
        var isEscaped = false
        for character in value.unicodeScalars {
            if isEscaped {
                texts[texts.count - 1].unicodeScalars.append(character == "n" || character == "N" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "," {
                texts.append("")
            } else {
                texts[texts.count - 1].unicodeScalars.append(character)
            }
        }
        return texts
    }

    /// The value as one text, whose commas need not be escaped.
    var text: String { texts.joined(separator: ",") }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "-")
    }

    private static func capitals(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { (97...122).contains($0) ? $0 - 32 : $0 }, as: UTF8.self)
    }

    private static func badParameter(_ name: ArraySlice<UInt8>, _ number: Int) -> EventFeedError {
        EventFeedError(
            .badFormat, at: .line(number),
            "the parameter \"\(FeedText.shown(String(decoding: name.prefix(80), as: UTF8.self)))\" has no value, "
                + "or no value of the property follows it; write NAME;PARAMETER=value:value")
    }
}
