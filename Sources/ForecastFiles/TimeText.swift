/// Times as files write them: `1995-07-01T00:00:00`, also with a space or without seconds, and whole seconds. A final Z is
/// allowed; an offset is not, because the hours of a day are those of the file's own clock.
enum TimeText {
    /// Seconds since 1970-01-01T00:00:00, or as the file counts them; nil for any other text.
    static func parse(_ text: some BidirectionalCollection<UInt8>) -> Int64? {
        let text = Array(text.last == UInt8(ascii: "Z") ? text.prefix(text.count - 1) : text.prefix(text.count))
        if text.count <= 12, let seconds = number(text[...]) { return seconds }
        guard text.count == 16 || text.count == 19 else { return nil }
        guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[13] == UInt8(ascii: ":"),
            text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
            text.count == 16 || text[16] == UInt8(ascii: ":")
        else { return nil }
        let seconds = text.count == 16 ? 0 : number(text[17..<19])
        guard let year = number(text[0..<4]), let month = number(text[5..<7]), let day = number(text[8..<10]),
            let hour = number(text[11..<13]), let minute = number(text[14..<16]), let seconds,
            (1...12).contains(month), (1...length(month, year)).contains(day), hour < 24, minute < 60, seconds < 60
        else { return nil }
        return ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + seconds
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    private static func length(_ month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar, counted in years from March on, so that a leap day comes last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let fromMarch = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + fromMarch - 719_468
    }
}
