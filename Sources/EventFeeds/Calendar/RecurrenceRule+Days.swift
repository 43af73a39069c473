import CivilCalendar

extension RecurrenceRule {
    /// What an occurrence costs: its time by its zone, compared with others.
    private static var stepsOfOccurrence: Int { 8 }

    /// The days of the rule that come after the one that the event first begins on, in their order, as days since 1970-01-01.
    ///
    /// - Parameters:
    ///   - earliest: no days before this one, though they are counted.
    ///   - last: no days after this one.
    ///   - steps: how many comparisons may yet be made; below 0 afterwards if they were too few, and then days are missing.
    /// - Returns: of very many, the first ``EventFeed/mostEvents`` and one more.
    func days(after start: Int, earliest: Int, last: Int, steps: inout Int) -> [Int] {
        var days: [Int] = []
        // Of the rule's occurrences the start is the first.
        var left = count.map { $0 - 1 } ?? Int.max
        var period = count == nil ? periods(before: earliest, from: start) : 0
        while left > 0, steps >= 0, days.count <= EventFeed.mostEvents {
            let first = firstDay(ofPeriod: period, from: start)
            guard first <= last else { break }
            let found = chosen(self.days(ofPeriod: first, start: start, steps: &steps))
                .filter { $0 > start && $0 <= last }.prefix(left)
            left -= found.count
            days += found.drop { $0 < earliest }
            steps -= 1 + positions.count + Self.stepsOfOccurrence * found.count
            period += 1
        }
        return days
    }

    /// How many periods lie wholly before a day, or fewer.
    private func periods(before day: Int, from start: Int) -> Int {
        let longest = [Frequency.daily: 1, .weekly: 7, .monthly: 31, .yearly: 366][frequency] ?? 366
        return max(0, (day - start) / (longest * interval) - 1)
    }

    private func firstDay(ofPeriod period: Int, from start: Int) -> Int {
        let date = CivilDate(number: start)
        switch frequency {
        case .daily: return start + period * interval
        case .weekly: return start - weekStart.daysBack(from: start) + period * interval * 7
        case .monthly:
            let month = date.year * 12 + date.month - 1 + period * interval
            return CivilDate.number(ofYear: month / 12, month % 12 + 1)
        case .yearly: return CivilDate.number(ofYear: date.year + period * interval, 1)
        }
    }

    private func chosen(_ days: [Int]) -> [Int] {
        if positions.isEmpty { return days }
        let places = positions.map { $0 > 0 ? $0 - 1 : days.count + $0 }
        return Set(places).sorted().compactMap { days.indices.contains($0) ? days[$0] : nil }
    }

    /// All days of a period that the rule's parts let through, in their order.
    private func days(ofPeriod first: Int, start: Int, steps: inout Int) -> [Int] {
        let begin = CivilDate(number: start)
        switch frequency {
        case .daily:
            steps -= weekdays.count + monthDays.count + months.count
            return fits(first) ? [first] : []
        case .weekly:
            steps -= 7 * (1 + weekdays.count)
            let only = weekdays.isEmpty ? [Weekday(ofDay: start)] : weekdays.map(\.weekday)
            return (first..<first + 7).filter { only.contains(Weekday(ofDay: $0)) && isInMonths($0) }
        case .monthly:
            let date = CivilDate(number: first)
            return isInMonths(first) ? days(ofMonth: date.month, date.year, begin, &steps) : []
        case .yearly:
            let year = CivilDate(number: first).year
            // Without any part that says which months, it is the month of the start.
            let ofStart = months.isEmpty && monthDays.isEmpty && weekdays.isEmpty
            let chosen = ofStart ? [begin.month] : months.isEmpty ? Array(1...12) : months
            return chosen.flatMap { days(ofMonth: $0, year, begin, &steps) }
        }
    }

    private func days(ofMonth month: Int, _ year: Int, _ begin: CivilDate, _ steps: inout Int) -> [Int] {
        let first = CivilDate.number(ofYear: year, month)
        let length = CivilDate.length(ofMonth: month, year)
        let ofMonth: [Int]
        if !monthDays.isEmpty {
            ofMonth = Set(monthDays.map { $0 > 0 ? $0 : length + 1 + $0 }).sorted()
        } else {
            ofMonth = weekdays.isEmpty ? [begin.day] : Array(1...length)
        }
        steps -= ofMonth.count * (1 + weekdays.count)
        let all = ofMonth.lazy.filter { (1...length).contains($0) }.map { first + $0 - 1 }
        if weekdays.isEmpty { return Array(all) }
        if countsInMonths { return all.filter { isOnWeekday($0, in: first..<first + length) } }
        let newYear = CivilDate.number(ofYear: year, 1)
        return all.filter { isOnWeekday($0, in: newYear..<CivilDate.number(ofYear: year + 1, 1)) }
    }

    /// Whether a daily rule lets a day through.
    private func fits(_ day: Int) -> Bool {
        if months.isEmpty, monthDays.isEmpty { return weekdays.isEmpty || isOnWeekday(day, in: day..<day) }
        let date = CivilDate(number: day)
        let length = CivilDate.length(ofMonth: date.month, date.year)
        return (months.isEmpty || months.contains(date.month))
            && (monthDays.isEmpty || monthDays.contains(date.day) || monthDays.contains(date.day - length - 1))
            && (weekdays.isEmpty || isOnWeekday(day, in: day..<day))
    }

    private func isInMonths(_ day: Int) -> Bool { months.isEmpty || months.contains(CivilDate(number: day).month) }

    /// - Parameter span: the days of the month or year that ordinals count in.
    private func isOnWeekday(_ day: Int, in span: Range<Int>) -> Bool {
        let weekday = Weekday(ofDay: day)
        return weekdays.contains {
            $0.weekday == weekday
                && ($0.ordinal == 0 || $0.ordinal == (day - span.lowerBound) / 7 + 1
                    || $0.ordinal == -((span.upperBound - 1 - day) / 7 + 1))
        }
    }
}
