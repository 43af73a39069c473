import EventFeeds
import Forecasting
import Testing
import TestSupport

@Suite("Damaged feeds")
struct FeedMutationTests {
    private static let feeds = [
        #"{"events":[{"kind":"a","start":"1997-09-02T09:00:00Z","duration":"PT2H","tags":[{"name":"a","value":"b"}],"multiplier":2}],"#
            + #""alerts":[{"id":"A","published":5,"severity":9.8,"affected":[{"product":"p"}]}]}"#,
        #"[{"id":"G","modified":"2026-01-02T00:00:00Z","affected":[{"package":{"name":"x"},"ranges":[{"events":[{"fixed":"2"}]}]}]}]"#,
        "t,kind,duration,keys,tags\n1997-09-02T09:00:00,\"a\",60,k;l,a=b\n873162000,b,,,\n",
        Feeds.calendar(
            "UID:a", "DTSTART;TZID=Europe/Berlin:19970902T090000", "DTEND;TZID=Europe/Berlin:19970902T100000",
            "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR;BYSETPOS=1,-1;UNTIL=20020101T000000Z;WKST=SU",
            "EXDATE;TZID=Europe/Berlin:19970905T090000", "RDATE:19980101T000000Z", "SUMMARY:a\\, b", "END:VEVENT",
            "BEGIN:VEVENT", "UID:b", "DTSTART;VALUE=DATE:00010101", "DURATION:P3D",
            "RRULE:FREQ=YEARLY;BYMONTHDAY=-1;COUNT=9000"),
    ]

    @Test(
        "random edits of bytes never crash the reader and never take it long", .timeLimit(.minutes(2)),
        arguments: Seed.first(32))
    func mutations(seed: Seed) throws {
        var state = seed.value &* 0x9E37_79B9_7F4A_7C15 | 1
        func random(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        let reader = try Feeds.reader(zone: "America/New_York")
        let marks = Array("0123456789-;:,=\"{}[]\n PTZ\u{7F}".utf8) + [0xFF]
        for _ in 0..<100 {
            var bytes = Array(Self.feeds[random(Self.feeds.count)].utf8)
            for _ in 0...random(6) where !bytes.isEmpty {
                let place = random(bytes.count)
                switch random(4) {
                case 0: bytes[place] = UInt8(random(256))
                case 1: bytes[place] = marks[random(marks.count)]
                case 2: bytes.remove(at: place)
                default:
                    bytes.insert(
                        contentsOf: bytes[place..<min(bytes.count, place + random(40))], at: random(bytes.count))
                }
            }
            let start = ContinuousClock.now
            let feed = try? reader.read(bytes)
            #expect(ContinuousClock.now - start < .seconds(10))
            for event in feed?.events ?? [] {
                #expect(event.multiplier.map { $0.isFinite && $0 > 0 } ?? true)
                #expect(event.duration.map { (0...EventFeed.longestDuration).contains($0) } ?? true)
            }
        }
    }
}
