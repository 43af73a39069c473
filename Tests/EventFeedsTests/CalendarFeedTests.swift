import EventFeeds
import Forecasting
import Testing

@Suite("Calendars")
struct CalendarFeedTests {
    private func starts(_ text: String, zone: String = "GMT") throws -> [String] {
        try Feeds.reader(zone: zone).read(Array(text.utf8)).events.map { Feeds.text($0.start) }
    }

    @Test("an event has its texts unfolded and unescaped, and what our own properties say of keys, tags and counts")
    func properties() throws {
        let text = Feeds.calendar(
            "DTSTART:19970902T090000Z", "DTEND:19970902T103000Z", "SUMMARY:Black Friday\\, first",
            "  half\\; all shops",
            "categories;LANGUAGE=\"a:b;c\":SALE,SHOPS", "X-QUORATE-KEYS:mrk-1,mrk-2",
            "X-QUORATE-TAGS:team=payments,batch", "X-QUORATE-MULTIPLIER:3.5", "BEGIN:VALARM", "DTSTART:no time",
            "END:VALARM")
        let event = try #require(try Feeds.reader().read(Array(text.utf8)).events.first)
        #expect(
            event
                == ScheduledEvent(
                    kind: "SALE", start: try Feeds.seconds("1997-09-02 09:00"), duration: 5_400,
                    keys: ["mrk-1", "mrk-2"],
                    tags: [.init(name: "team", value: "payments"), .init(name: "batch", value: nil)], multiplier: 3.5,
                    title: "Black Friday, first half; all shops"))
    }

    @Test("a fold may cut a character in two, and lines may end as on Unix (RFC 5545, section 3.1)")
    func folding() throws {
        let text = Feeds.calendar("DTSTART:19970902T090000Z", "SUMMARY:caf\u{E9}").replacing("\r\n", with: "\n")
        let bytes = Array(text.utf8)
        let place = try #require(bytes.firstIndex(of: 0xC3))
        let folded = Array(bytes[...place]) + Array("\n ".utf8) + Array(bytes[(place + 1)...])
        #expect(try Feeds.reader().read(folded).events.map(\.kind) == ["caf\u{E9}"])
    }

    @Test("an event without a name is of the kind that the reader is given, and all-day events last a day")
    func allDay() throws {
        let event = try #require(
            try Feeds.reader(zone: "Asia/Tokyo").read(Array(Feeds.calendar("DTSTART;VALUE=DATE:19970902").utf8)).events
                .first)
        #expect(event == ScheduledEvent(kind: "feed", start: try Feeds.seconds("1997-09-02"), duration: 86_400))
    }

    @Test("an occurrence may be replaced by an event of all day")
    func replacedByDay() throws {
        let text = [
            "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART:19970902T080000Z", "RRULE:FREQ=DAILY;COUNT=3",
            "END:VEVENT", "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID:19970903T080000Z", "DTSTART;VALUE=DATE:19970903",
            "END:VEVENT", "END:VCALENDAR", "",
        ].joined(separator: "\r\n")
        #expect(try starts(text).sorted() == ["1997-09-02 08:00", "1997-09-03 00:00", "1997-09-04 08:00"])
    }

    @Test("an event in the hour that is left out in spring lasts no time")
    func hourLeftOut() throws {
        let text = Feeds.calendar(
            "DTSTART;TZID=Europe/Berlin:20000326T023000", "DTEND;TZID=Europe/Berlin:20000326T030000")
        #expect(try Feeds.reader().read(Array(text.utf8)).events.map(\.duration) == [0])
    }

    @Test(
        "times are converted to the caller's clock, and floating ones stand",
        arguments: [
            ("DTSTART:19970902T090000", "GMT", "1997-09-02 09:00"),
            ("DTSTART:19970902T090000", "Europe/Berlin", "1997-09-02 09:00"),
            ("DTSTART:19970902T090000Z", "Europe/Berlin", "1997-09-02 11:00"),
            ("DTSTART;TZID=America/New_York:19970902T090000", "GMT", "1997-09-02 13:00"),
            ("DTSTART;TZID=\"America/New_York\":19970902T090000", "Europe/Berlin", "1997-09-02 15:00"),
            // Section 3.3.5: the first of two, and the offset before a gap.
            ("DTSTART;TZID=America/New_York:19971026T013000", "GMT", "1997-10-26 05:30"),
            ("DTSTART;TZID=America/New_York:19970406T023000", "GMT", "1997-04-06 07:30"),
        ])
    func zones(line: String, zone: String, start: String) throws {
        #expect(try starts(Feeds.calendar(line), zone: zone) == [start])
    }

    @Test("an occurrence keeps its local time when the clock changes")
    func clockChange() throws {
        let text = Feeds.calendar("DTSTART;TZID=Europe/Berlin:19971025T090000", "RRULE:FREQ=DAILY;COUNT=3")
        #expect(try starts(text) == ["1997-10-25 07:00", "1997-10-26 08:00", "1997-10-27 08:00"])
    }

    @Test("a day is 25 hours when clocks are set back, and an end gives an exact length (RFC 5545, section 3.3.6)")
    func nominalDurations() throws {
        func durations(_ length: String) throws -> [Int64?] {
            let text = Feeds.calendar("DTSTART;TZID=Europe/Berlin:19971024T120000", length, "RRULE:FREQ=DAILY;COUNT=2")
            return try Feeds.reader().read(Array(text.utf8)).events.map(\.duration)
        }
        #expect(try durations("DURATION:P1D") == [86_400, 90_000])
        #expect(try durations("DURATION:P2D") == [49 * 3_600, 49 * 3_600])
        #expect(try durations("DTEND;TZID=Europe/Berlin:19971025T120000") == [86_400, 86_400])
        #expect(try durations("DURATION:PT48H") == [48 * 3_600, 48 * 3_600])
    }

    @Test("EXDATE takes occurrences away, RDATE adds some, and none is there twice")
    func exclusions() throws {
        let text = Feeds.calendar(
            "DTSTART:19970902T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4",
            "EXDATE:19970903T090000Z,19970910T090000Z", "EXDATE;VALUE=DATE:19970905",
            "RDATE:19970904T090000Z,19970920T100000Z", "RDATE;VALUE=PERIOD:19970921T100000Z/PT2H")
        let events = try Feeds.reader().read(Array(text.utf8)).events
        #expect(
            events.map { Feeds.text($0.start) }
                == ["1997-09-02 09:00", "1997-09-04 09:00", "1997-09-20 10:00", "1997-09-21 10:00"])
        #expect(events.map(\.duration) == [3_600, 3_600, 3_600, 7_200])
    }

    @Test("an event with RECURRENCE-ID takes the place of an occurrence, and the newest revision counts")
    func overrides() throws {
        func event(_ lines: String...) -> String {
            (["BEGIN:VEVENT", "UID:a"] + lines + ["END:VEVENT"]).joined(separator: "\n")
        }
        let text = [
            "BEGIN:VCALENDAR",
            event("RECURRENCE-ID:19970903T090000Z", "DTSTART:19970903T150000Z", "SUMMARY:late"),
            event("DTSTART;TZID=America/New_York:19970902T050000", "RRULE:FREQ=DAILY;COUNT=9"),
            event("SEQUENCE:2", "DTSTART;TZID=America/New_York:19970902T050000", "RRULE:FREQ=DAILY;COUNT=3"),
            event("RECURRENCE-ID:19970904T090000Z", "DTSTART:19970904T090000Z", "STATUS:CANCELLED"),
            "END:VCALENDAR",
        ].joined(separator: "\n")
        let events = try Feeds.reader().read(Array(text.utf8)).events
        #expect(events.map { Feeds.text($0.start) } == ["1997-09-02 09:00", "1997-09-03 15:00"])
        #expect(events.map(\.title) == ["", "late"])
    }

    @Test("cancelled events are left out, all of a series if it is the series")
    func cancelled() throws {
        #expect(try starts(Feeds.calendar("DTSTART:19970902T090000Z", "STATUS:cancelled", "RRULE:FREQ=DAILY")).isEmpty)
    }

    @Test("of what repeats, what overlaps the window is read; what happens once is, whenever it is")
    func window() throws {
        let reader = try Feeds.reader("2001-01-02", "2001-01-04")
        func count(_ lines: String) throws -> Int { try reader.read(Array(Feeds.calendar(lines).utf8)).events.count }
        #expect(try count("DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=DAILY") == 2)
        #expect(try count("DTSTART:19000101T230000Z\nRRULE:FREQ=DAILY") == 2)
        #expect(try count("DTSTART:19000101T230000Z\nDURATION:PT2H\nRRULE:FREQ=DAILY") == 3)
        #expect(try count("DTSTART:20010105T000000Z\nRRULE:FREQ=DAILY") == 0)
        #expect(try count("DTSTART:19000101T230000Z") == 1)
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ("SUMMARY:x", EventFeedError.Code.missing, 2), ("DTSTART:19970229T000000", .badTime, 3),
            ("DTSTART:today", .badTime, 3), ("DTSTART;TZID=Mars/Olympus:19970902T090000", .unknownZone, 3),
            ("DTSTART;TZID=GMT+5:19970902T090000", .unknownZone, 3), ("DTSTART", .badFormat, 3),
            ("DTSTART;X:19970902", .badFormat, 3), ("DTSTART:19970902\nDTSTART:19970903", .contradiction, 4),
            ("DTSTART:19970902T090000\nDTEND:19970902T080000", .contradiction, 4),
            ("DTSTART:19970902T090000\nDTEND:19970902T100000Z", .contradiction, 4),
            ("DTSTART:19970902T090000\nDTEND:19970902T100000\nDURATION:PT1H", .contradiction, 4),
            ("DTSTART:19970902T090000\nDURATION:-PT1H", .badTime, 4),
            ("DTSTART:19970902T090000\nDURATION:P1Y", .badTime, 4),
            ("DTSTART:19970902T090000\nDTEND:19990902T080000", .badTime, 2),
            ("DTSTART:19970902T090000\nRRULE:COUNT=3", .missing, 4),
            ("DTSTART:19970902T090000\nRRULE:FREQ=DAILY;COUNT=0", .badValue, 4),
            ("DTSTART:19970902T090000\nRRULE:FREQ=DAILY;COUNT=2;UNTIL=19980101", .contradiction, 4),
            ("DTSTART:19970902T090000\nRRULE:FREQ=DAILY;UNTIL=19970901", .contradiction, 4),
            ("DTSTART:19970902T090000\nRRULE:FREQ=DAILY;FREQ=DAILY", .contradiction, 4),
            ("DTSTART:19970902T090000\nRRULE:FREQ=MONTHLY;BYDAY=0MO", .badValue, 4),
            ("DTSTART:19970902T090000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=32", .badValue, 4),
            ("DTSTART:19970902T090000\nEXRULE:FREQ=DAILY", .unsupported, 4),
            ("DTSTART:19970902T090000\nEXDATE:19970903T090000Z", .contradiction, 4),
            ("DTSTART:19970902T090000\nRECURRENCE-ID;RANGE=THISANDFUTURE:19970903T090000", .unsupported, 4),
            ("DTSTART:19970902T090000\nX-QUORATE-MULTIPLIER:much", .badValue, 4),
            ("DTSTART:19970902T090000\nX-QUORATE-MULTIPLIER:0", .badValue, 2),
            ("DTSTART:19970902T090000\nCATEGORIES:\(String(repeating: "k", count: 1_001))", .tooLong, 2),
            ("DTSTART:19970902T090000\nUID:a\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\nDTSTART:19970903", .contradiction, 6),
            ("END:VALARM", .badFormat, 3), ("BEGIN:VALARM", .badFormat, 4),
        ])
    func faults(lines: String, code: EventFeedError.Code, line: Int) throws {
        let error = Feeds.error(Feeds.calendar(lines), try Feeds.reader())
        #expect(error?.code == code, "\(String(describing: error))")
        #expect(error?.place == .line(line), "\(String(describing: error))")
    }

    @Test("a calendar that is cut off, and one of another calendar system, are refused")
    func cutOff() throws {
        let reader = try Feeds.reader()
        #expect(Feeds.error("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:19970902\n", reader)?.place == .line(2))
        #expect(Feeds.error("BEGIN:VCALENDAR\nCALSCALE:HEBREW\nEND:VCALENDAR\n", reader)?.code == .unsupported)
    }

    @Test("rules that would take long or come to very many events are refused", .timeLimit(.minutes(1)))
    func limits() throws {
        let endless = Feeds.calendar("DTSTART:00010101T000000Z", "RRULE:FREQ=DAILY")
        #expect(Feeds.error(endless, try Feeds.reader("0001-01-01", "9999-01-01"))?.code == .tooLong)
        let never = "BEGIN:VEVENT\nDTSTART:00010101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2\nEND:VEVENT\n"
        let many = "BEGIN:VCALENDAR\n\(String(repeating: never, count: 10_000))END:VCALENDAR\n"
        #expect(Feeds.error(many, try Feeds.reader())?.code == .tooLong)
    }
}
