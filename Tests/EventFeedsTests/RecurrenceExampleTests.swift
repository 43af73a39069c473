import EventFeeds
import Forecasting
import Testing

/// An example of RFC 5545, section 3.8.5.3; it begins at 9:00 in New York unless it says otherwise.
struct RecurrenceExample: Sendable, CustomStringConvertible {
    let description: String
    let rule: String
    var start = "19970902T090000"
    var others: [String] = []
    /// Occurrences before this one.
    var end = "2000-01-01"
    /// Days: a month and its days, `1997-09: 2 3 4`.
    let days: [String]

    var dates: [String] {
        days.flatMap { line in
            let parts = line.split(separator: ":")
            return parts[1].split(separator: " ").map { "\(parts[0])-\($0.count == 1 ? "0" : "")\($0)" }
        }
    }

    static let all = [
        RecurrenceExample(
            description: "daily for 10 occurrences", rule: "FREQ=DAILY;COUNT=10",
            days: ["1997-09:2 3 4 5 6 7 8 9 10 11"]),
        RecurrenceExample(
            description: "every other day", rule: "FREQ=DAILY;INTERVAL=2", end: "1997-10-04",
            days: ["1997-09:2 4 6 8 10 12 14 16 18 20 22 24 26 28 30", "1997-10:2"]),
        RecurrenceExample(
            description: "every 10 days, 5 occurrences", rule: "FREQ=DAILY;INTERVAL=10;COUNT=5",
            days: ["1997-09:2 12 22", "1997-10:2 12"]),
        RecurrenceExample(
            description: "weekly for 10 occurrences", rule: "FREQ=WEEKLY;COUNT=10",
            days: ["1997-09:2 9 16 23 30", "1997-10:7 14 21 28", "1997-11:4"]),
        RecurrenceExample(
            description: "weekly until December 24", rule: "FREQ=WEEKLY;UNTIL=19971224T000000Z",
            days: ["1997-09:2 9 16 23 30", "1997-10:7 14 21 28", "1997-11:4 11 18 25", "1997-12:2 9 16 23"]),
        RecurrenceExample(
            description: "every other week", rule: "FREQ=WEEKLY;INTERVAL=2;WKST=SU", end: "1998-02-18",
            days: ["1997-09:2 16 30", "1997-10:14 28", "1997-11:11 25", "1997-12:9 23", "1998-01:6 20", "1998-02:3 17"]),
        RecurrenceExample(
            description: "weekly on Tuesday and Thursday for five weeks",
            rule: "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
            days: ["1997-09:2 4 9 11 16 18 23 25 30", "1997-10:2"]),
        RecurrenceExample(
            description: "every other week on Monday, Wednesday, and Friday until December 24",
            rule: "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", start: "19970901T090000",
            days: [
                "1997-09:1 3 5 15 17 19 29", "1997-10:1 3 13 15 17 27 29 31", "1997-11:10 12 14 24 26 28",
                "1997-12:8 10 12 22",
            ]),
        RecurrenceExample(
            description: "every other week on Tuesday and Thursday, for 8 occurrences",
            rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
            days: ["1997-09:2 4 16 18 30", "1997-10:2 14 16"]),
        RecurrenceExample(
            description: "monthly on the first Friday for 10 occurrences", rule: "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
            start: "19970905T090000",
            days: [
                "1997-09:5", "1997-10:3", "1997-11:7", "1997-12:5", "1998-01:2", "1998-02:6", "1998-03:6", "1998-04:3",
                "1998-05:1", "1998-06:5",
            ]),
        RecurrenceExample(
            description: "monthly on the first Friday until December 24",
            rule: "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", start: "19970905T090000",
            days: ["1997-09:5", "1997-10:3", "1997-11:7", "1997-12:5"]),
        RecurrenceExample(
            description: "every other month on the first and last Sunday for 10 occurrences",
            rule: "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", start: "19970907T090000",
            days: ["1997-09:7 28", "1997-11:2 30", "1998-01:4 25", "1998-03:1 29", "1998-05:3 31"]),
        RecurrenceExample(
            description: "monthly on the second-to-last Monday for 6 months", rule: "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
            start: "19970922T090000",
            days: ["1997-09:22", "1997-10:20", "1997-11:17", "1997-12:22", "1998-01:19", "1998-02:16"]),
        RecurrenceExample(
            description: "monthly on the third-to-the-last day", rule: "FREQ=MONTHLY;BYMONTHDAY=-3",
            start: "19970928T090000", end: "1998-03-01",
            days: ["1997-09:28", "1997-10:29", "1997-11:28", "1997-12:29", "1998-01:29", "1998-02:26"]),
        RecurrenceExample(
            description: "monthly on the 2nd and 15th for 10 occurrences",
            rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
            days: ["1997-09:2 15", "1997-10:2 15", "1997-11:2 15", "1997-12:2 15", "1998-01:2 15"]),
        RecurrenceExample(
            description: "monthly on the first and last day for 10 occurrences",
            rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", start: "19970930T090000",
            days: ["1997-09:30", "1997-10:1 31", "1997-11:1 30", "1997-12:1 31", "1998-01:1 31", "1998-02:1"]),
        RecurrenceExample(
            description: "every 18 months on the 10th thru 15th for 10 occurrences",
            rule: "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", start: "19970910T090000",
            days: ["1997-09:10 11 12 13 14 15", "1999-03:10 11 12 13"]),
        RecurrenceExample(
            description: "every Tuesday, every other month", rule: "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
            end: "1998-04-01",
            days: ["1997-09:2 9 16 23 30", "1997-11:4 11 18 25", "1998-01:6 13 20 27", "1998-03:3 10 17 24 31"]),
        RecurrenceExample(
            description: "yearly in June and July for 10 occurrences", rule: "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
            start: "19970610T090000", end: "2004-01-01",
            days: [
                "1997-06:10", "1997-07:10", "1998-06:10", "1998-07:10", "1999-06:10", "1999-07:10", "2000-06:10",
                "2000-07:10", "2001-06:10", "2001-07:10",
            ]),
        RecurrenceExample(
            description: "every other year on January, February, and March for 10 occurrences",
            rule: "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", start: "19970310T090000", end: "2004-01-01",
            days: [
                "1997-03:10", "1999-01:10", "1999-02:10", "1999-03:10", "2001-01:10", "2001-02:10", "2001-03:10",
                "2003-01:10", "2003-02:10", "2003-03:10",
            ]),
        RecurrenceExample(
            description: "every 20th Monday of the year", rule: "FREQ=YEARLY;BYDAY=20MO", start: "19970519T090000",
            days: ["1997-05:19", "1998-05:18", "1999-05:17"]),
        RecurrenceExample(
            description: "every Thursday in March", rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", start: "19970313T090000",
            days: ["1997-03:13 20 27", "1998-03:5 12 19 26", "1999-03:4 11 18 25"]),
        RecurrenceExample(
            description: "every Thursday, but only during June, July, and August",
            rule: "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", start: "19970605T090000", end: "1998-01-01",
            days: ["1997-06:5 12 19 26", "1997-07:3 10 17 24 31", "1997-08:7 14 21 28"]),
        RecurrenceExample(
            description: "every Friday the 13th", rule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            others: ["EXDATE;TZID=America/New_York:19970902T090000"], end: "2001-01-01",
            days: ["1998-02:13", "1998-03:13", "1998-11:13", "1999-08:13", "2000-10:13"]),
        RecurrenceExample(
            description: "the first Saturday that follows the first Sunday of the month",
            rule: "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", start: "19970913T090000", end: "1998-07-01",
            days: [
                "1997-09:13", "1997-10:11", "1997-11:8", "1997-12:13", "1998-01:10", "1998-02:7", "1998-03:7",
                "1998-04:11", "1998-05:9", "1998-06:13",
            ]),
        RecurrenceExample(
            description: "every 4 years, the first Tuesday after a Monday in November",
            rule: "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", start: "19961105T090000",
            end: "2005-01-01", days: ["1996-11:5", "2000-11:7", "2004-11:2"]),
        RecurrenceExample(
            description: "the third instance into the month of Tuesday, Wednesday, or Thursday",
            rule: "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", start: "19970904T090000",
            days: ["1997-09:4", "1997-10:7", "1997-11:6"]),
        RecurrenceExample(
            description: "the second-to-last weekday of the month",
            rule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            start: "19970929T090000", end: "1998-04-01",
            days: ["1997-09:29", "1997-10:30", "1997-11:27", "1997-12:30", "1998-01:29", "1998-02:26", "1998-03:30"]),
        RecurrenceExample(
            description: "days of weeks that begin on Monday",
            rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            start: "19970805T090000", days: ["1997-08:5 10 19 24"]),
        RecurrenceExample(
            description: "days of weeks that begin on Sunday",
            rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            start: "19970805T090000", days: ["1997-08:5 17 19 31"]),
        RecurrenceExample(
            description: "an invalid date is passed over", rule: "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
            start: "20070115T090000", end: "2008-01-01", days: ["2007-01:15 30", "2007-02:15", "2007-03:15 30"]),
    ]
}

@Suite("Examples of RFC 5545, section 3.8.5.3")
struct RecurrenceExampleTests {
    @Test("a rule gives the dates that the RFC lists", arguments: RecurrenceExample.all)
    func example(_ example: RecurrenceExample) throws {
        let text = Feeds.calendar(
            "DTSTART;TZID=America/New_York:\(example.start)", "RRULE:\(example.rule)",
            example.others.first ?? "CLASS:PUBLIC")
        let reader = try Feeds.reader("1996-01-01", example.end, zone: "America/New_York")
        let events = try reader.read(Array(text.utf8)).events
        #expect(events.map { Feeds.text($0.start) } == example.dates.map { "\($0) 09:00" })
    }

    @Test("every day in January, by days of a year and by days: both rules of the RFC give the same")
    func january() throws {
        let reader = try Feeds.reader("1996-01-01", "2001-01-01", zone: "America/New_York")
        let start = "DTSTART;TZID=America/New_York:19980101T090000"
        let yearly = Feeds.calendar(
            start, "RRULE:FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA")
        let daily = Feeds.calendar(start, "RRULE:FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1")
        #expect(try reader.read(Array(yearly.utf8)).events.count == 93)
        #expect(try reader.read(Array(yearly.utf8)) == reader.read(Array(daily.utf8)))
    }

    @Test(
        "examples whose parts are not supported are refused by the part's name",
        arguments: [
            ("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "BYYEARDAY"),
            ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "BYWEEKNO"), ("FREQ=HOURLY;INTERVAL=3", "FREQ=HOURLY"),
            ("FREQ=MINUTELY;INTERVAL=15;COUNT=6", "FREQ=MINUTELY"), ("FREQ=DAILY;BYHOUR=9,10,11", "BYHOUR"),
            ("FREQ=DAILY;BYMINUTE=0,20,40", "BYMINUTE"), ("RSCALE=CHINESE;FREQ=YEARLY", "RSCALE"),
            ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "BYSETPOS with FREQ=WEEKLY"),
            ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY with FREQ=WEEKLY"), ("FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY"),
        ])
    func unsupported(rule: String, part: String) throws {
        let error = Feeds.error(Feeds.calendar("DTSTART:19970902T090000", "RRULE:\(rule)"), try Feeds.reader())
        #expect(error?.code == .unsupported)
        #expect(error?.place == .line(4))
        #expect(error?.message.contains(part) == true, "\(String(describing: error))")
    }
}
