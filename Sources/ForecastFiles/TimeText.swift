import CivilCalendar

/// Times as files write them: `1995-07-01T00:00:00`, also with a space or without seconds, and whole seconds. A final Z is
/// allowed; an offset is not, because the hours of a day are those of the file's own clock.
package enum TimeText {
    /// Seconds since 1970-01-01T00:00:00, or as the file counts them; nil for any other text.
    package static func parse(_ text: some BidirectionalCollection<UInt8>) -> Int64? {
        let text = Array(text.last == UInt8(ascii: "Z") ? text.prefix(text.count - 1) : text.prefix(text.count))
        if text.count <= 12, let seconds = number(text[...]) { return Int64(seconds) }
        guard text.count == 16 || text.count == 19 else { return nil }
        guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[13] == UInt8(ascii: ":"),
            text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
            text.count == 16 || text[16] == UInt8(ascii: ":")
        else { return nil }
        let seconds = text.count == 16 ? 0 : number(text[17..<19])
        guard let year = number(text[0..<4]), let month = number(text[5..<7]), let day = number(text[8..<10]),
            let hour = number(text[11..<13]), let minute = number(text[14..<16]), let seconds,
            hour < 24, minute < 60, seconds < 60, let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return date.seconds + Int64((hour * 60 + minute) * 60 + seconds)
    }

    /// A time as `1995-07-01T00:00:00`.
    ///
    /// - Parameter seconds: since 1970-01-01T00:00:00.
    package static func text(_ seconds: Int64) -> String {
        let date = CivilDate(seconds: seconds)
        let second = Int(seconds - date.seconds)
        let clock = [second / 3_600, second / 60 % 60, second % 60].map { CivilDate.digits($0) }
        return date.description + "T" + clock.joined(separator: ":")
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}
