extension RecurrenceRule {
    /// - Throws: ``EventFeedError`` for what is no rule, and for parts that are not supported, by their names.
    init(_ line: ContentLine) throws(EventFeedError) {
        var seen: Set<String> = []
        for part in line.value.uppercased().split(separator: ";") {
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2 else { throw Self.bad(String(part), line) }
            guard seen.insert(sides[0]).inserted else {
                throw EventFeedError(
                    .contradiction, at: line.place, "the rule has two parts \(sides[0]); leave one out")
            }
            try read(sides[0], sides[1], line)
        }
        guard seen.contains("FREQ") else {
            throw EventFeedError(.missing, at: line.place, "the rule has no FREQ; write FREQ=DAILY, for example")
        }
        if count != nil, until != nil {
            throw EventFeedError(.contradiction, at: line.place, "the rule has COUNT and UNTIL; leave one out")
        }
        try check(line)
    }

    private mutating func read(_ name: String, _ value: String, _ line: ContentLine) throws(EventFeedError) {
        switch name {
        case "FREQ":
            guard let frequency = Frequency(rawValue: value) else { throw Self.unsupported("FREQ=\(value)", line) }
            self.frequency = frequency
        case "INTERVAL": interval = try Self.numbers(name, value, 1...100_000, line)[0]
        case "COUNT": count = try Self.numbers(name, value, 1...1_000_000_000, line)[0]
        case "UNTIL":
            guard let time = CalendarTime(value, zone: nil) else { throw Self.bad("UNTIL=\(value)", line) }
            until = time
        case "BYDAY":
            for day in try Self.list(name, value, line) { weekdays.append(try Self.ordinalDay(day, line)) }
        case "BYMONTHDAY": monthDays = Set(try Self.numbers(name, value, -31...31, line)).sorted()
        case "BYMONTH": months = Set(try Self.numbers(name, value, 1...12, line)).sorted()
        case "BYSETPOS": positions = Set(try Self.numbers(name, value, -366...366, line)).sorted()
        case "WKST":
            guard let weekday = Weekday(value) else { throw Self.bad("WKST=\(value)", line) }
            weekStart = weekday
        default: throw Self.unsupported(name, line)
        }
    }

    /// What section 3.3.10 rules out.
    private func check(_ line: ContentLine) throws(EventFeedError) {
        if frequency == .weekly, !monthDays.isEmpty { throw Self.unsupported("BYMONTHDAY with FREQ=WEEKLY", line) }
        if frequency == .daily || frequency == .weekly, weekdays.contains(where: { $0.ordinal != 0 }) {
            throw Self.unsupported("a number in BYDAY with FREQ=\(frequency.rawValue)", line)
        }
        if !positions.isEmpty, weekdays.isEmpty, monthDays.isEmpty, months.isEmpty {
            throw Self.unsupported("BYSETPOS without another BY part", line)
        }
        // Readers disagree whether days of the first week before the start have a position.
        if !positions.isEmpty, frequency == .daily || frequency == .weekly {
            throw Self.unsupported("BYSETPOS with FREQ=\(frequency.rawValue)", line)
        }
    }

    private static func ordinalDay(_ text: String, _ line: ContentLine) throws(EventFeedError) -> OrdinalDay {
        guard let weekday = Weekday(String(text.suffix(2))) else { throw bad("BYDAY=\(text)", line) }
        let ordinal = text.dropLast(2)
        if ordinal.isEmpty { return OrdinalDay(ordinal: 0, weekday: weekday) }
        return OrdinalDay(ordinal: try numbers("BYDAY", String(ordinal), -53...53, line)[0], weekday: weekday)
    }

    /// At least one, none of them 0.
    private static func numbers(
        _ name: String, _ value: String, _ range: ClosedRange<Int>, _ line: ContentLine
    ) throws(EventFeedError) -> [Int] {
        var numbers: [Int] = []
        for text in try list(name, value, line) {
            guard let number = Int(text), number != 0, range.contains(number) else {
                throw bad("\(name)=\(text)", line)
            }
            numbers.append(number)
        }
        guard numbers.count == 1 || name.hasPrefix("BY") else { throw bad("\(name)=\(value)", line) }
        return numbers
    }

    /// No rule needs more elements than a year has days.
    private static func list(_ name: String, _ value: String, _ line: ContentLine) throws(EventFeedError) -> [String] {
        let list = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard list.count <= 366 else {
            throw EventFeedError(
                .tooLong, at: line.place, "\(name) of the rule has \(list.count) elements, not up to 366")
        }
        return list
    }

    private static func bad(_ part: String, _ line: ContentLine) -> EventFeedError {
        EventFeedError(
            .badValue, at: line.place, "\"\(FeedText.shown(part))\" is no part of a rule; see RFC 5545, section 3.3.10")
    }

    private static func unsupported(_ part: String, _ line: ContentLine) -> EventFeedError {
        EventFeedError(
            .unsupported, at: line.place,
            "rules with \(FeedText.shown(part)) are not supported; write the dates as RDATE, or as events of their own")
    }
}
