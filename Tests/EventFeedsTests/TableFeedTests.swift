import EventFeeds
import Forecasting
import Foundation
import TestSupport
import Testing

@Suite("Tables of events")
struct TableFeedTests {
    @Test("columns are known by their names in any order, others add to the title, and cells may be quoted")
    func columns() throws {
        let text =
            "when,Title,city,keys,tags,kind,duration,multiplier\r\n"
            + "1997-09-02 09:00,\"a \"\"big\"\" sale, here\",Rome,k1;k2,team=shop; live,sale,3600,2.5\r\n\r\n"
            + "873162000,\"two\nlines\",,,,,,\r\n"
        let events = try Feeds.reader().read(Array(text.utf8)).events
        #expect(
            events.first { $0.kind == "sale" }
                == ScheduledEvent(
                    kind: "sale", start: try Feeds.seconds("1997-09-02 09:00"), duration: 3_600, keys: ["k1", "k2"],
                    tags: [.init(name: "team", value: "shop"), .init(name: "live", value: nil)], multiplier: 2.5,
                    title: "a \"big\" sale, here, Rome"))
        #expect(events.first { $0.kind == "feed" }?.title == "two lines")
    }

    @Test("the kick-offs of a world cup are 64 events of one kind", .needsSharedData)
    func worldCup() throws {
        var reader = try Feeds.reader()
        reader.defaultKind = "match"
        let events = try reader.read(try SharedData.bytes("forecast/wc98_events.csv")).events
        #expect(events.count == 64)
        #expect(Set(events.map(\.kind)) == ["match"])
        #expect(events.contains { $0.title == "final" })
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ("1997-09-02T09:00:00,x\n", EventFeedError.Code.badFormat, 1), ("t,kind,kind\n", .badFormat, 1),
            ("t,kind\n0,a\n0\n", .badFormat, 3), ("t,kind\n0,a\n\nsoon,a\n", .badTime, 4),
            ("t,kind\n0,\"a\n", .badFormat, 2), ("t,kind\n0,\"a\"b\n", .badFormat, 2),
            ("t,title\n0,\"a\nb\"\nx,\n", .badTime, 4), ("t,duration\n0,1.5\n", .badTime, 2),
            ("t,duration\n0,-1\n", .badTime, 2), ("t,multiplier\n0,inf\n", .badValue, 2),
            ("t,multiplier\n0,-2\n", .badValue, 2), ("t,end\n9,8\n", .contradiction, 2),
            ("t,end,duration\n9,9,0\n", .contradiction, 2), ("t,tags\n0,=a\n", .badValue, 2),
            (String(repeating: ",", count: 2_000), .tooLong, 1),
        ])
    func faults(text: String, code: EventFeedError.Code, line: Int) throws {
        let error = Feeds.error(text, try Feeds.reader())
        #expect(error?.code == code, "\(String(describing: error))")
        #expect(error?.place == .line(line), "\(String(describing: error))")
    }

    @Test("more events than are read are refused")
    func limit() throws {
        let rows = "t,kind\n" + String(repeating: "0,a\n", count: EventFeed.mostEvents)
        #expect(try Feeds.reader().read(Array(rows.utf8)).events.count == EventFeed.mostEvents)
        #expect(Feeds.error(rows + "0,a\n", try Feeds.reader())?.code == .tooLong)
    }
}
