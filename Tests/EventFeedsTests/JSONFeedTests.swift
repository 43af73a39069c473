import EventFeeds
import Forecasting
import Testing

@Suite("JSON feeds")
struct JSONFeedTests {
    private func read(_ text: String, zone: String = "GMT") throws -> EventFeed {
        try Feeds.reader(zone: zone).read(Array(text.utf8))
    }

    @Test("events and alerts are read with all that they may have, and a version beside them is passed over")
    func full() throws {
        let feed = try read(
            #"""
            {"version": 2, "events": [{"kind": "sale", "start": "1997-09-02T09:00:00Z", "duration": "PT2H", "keys": ["a"],
              "tags": [{"name": "team", "value": "shop"}, {"env": "live"}, {"name": "any"}], "multiplier": 3, "title": "T"}],
             "alerts": [{"id": "CVE-2026-1234", "published": "1997-09-02T11:00:00+02:00", "severity": 9.8, "summary": "S",
              "affected": [{"vendor": "acme", "product": "hsm", "versions": "<2"}, {"product": "p"}], "url": "https://a.b"}]}
            """#)
        let start = try Feeds.seconds("1997-09-02 09:00")
        #expect(
            feed.events == [
                ScheduledEvent(
                    kind: "sale", start: start, duration: 7_200, keys: ["a"],
                    tags: [
                        .init(name: "team", value: "shop"), .init(name: "env", value: "live"),
                        .init(name: "any", value: nil),
                    ],
                    multiplier: 3, title: "T")
            ])
        #expect(
            feed.alerts == [
                VulnerabilityAlert(
                    id: "CVE-2026-1234", published: start, severity: 9.8,
                    affected: [.init(vendor: "acme", product: "hsm", versions: "<2"), .init(product: "p")],
                    summary: "S",
                    url: "https://a.b")
            ])
    }

    @Test("a list alone is one of events, in the order of their starts; times with Z or an offset are converted")
    func forms() throws {
        let feed = try read(
            #"[{"start":"1997-09-02T09:00:00+01:00"},{"start":873162000,"end":873162060,"tags":{"a":"b","c":null}},{"start":"1997-09-01"}]"#,
            zone: "America/New_York")
        #expect(
            feed.events.map { Feeds.text($0.start) } == ["1997-09-01 00:00", "1997-09-02 01:00", "1997-09-02 04:00"])
        #expect(feed.events.map(\.kind) == ["feed", "feed", "feed"])
        #expect(feed.events.contains { $0.duration == 60 && $0.tags.count == 2 })
    }

    @Test("vulnerabilities of the OSV format are read, alone, as a list and as an answer; withdrawn ones are not")
    func osv() throws {
        let one = #"""
            {"schema_version":"1.6.0","id":"GHSA-1","modified":"2026-01-02T00:00:00.123Z","published":"2026-01-01T00:00:00Z",
             "summary":"S","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N"}],"database_specific":{"cvss":{"score":7.5}},
             "references":[{"type":"WEB","url":"https://a.b"}],"affected":[{"package":{"ecosystem":"npm","name":"left-pad"},
             "ranges":[{"type":"SEMVER","events":[{"introduced":"1.0"},{"fixed":"1.3"}]}]},
             {"package":{"ecosystem":"PyPI","name":"x"},"versions":["1","2"]}]}
            """#
        let alert = VulnerabilityAlert(
            id: "GHSA-1", published: try Feeds.seconds("2026-01-01"), severity: 7.5,
            affected: [
                .init(vendor: "npm", product: "left-pad", versions: ">=1.0 <1.3"),
                .init(vendor: "PyPI", product: "x", versions: "1, 2"),
            ], summary: "S", url: "https://a.b")
        #expect(try read(one).alerts == [alert])
        #expect(try read("[\(one)]").alerts == [alert])
        let gone = #"{"id":"B","modified":"2026-01-02T00:00:00Z","withdrawn":"2026-01-03T00:00:00Z"}"#
        #expect(try read(#"{"vulns":[\#(one),\#(gone)]}"#).alerts == [alert])
    }

    @Test("texts are cut or refused where they are long, and cleared of what changes a terminal")
    func texts() throws {
        let title = String(repeating: "t", count: 2_000)
        let feed = try read(#"[{"start":0,"kind":" a\u001b[31m\u202Eb\n","title":"\#(title)"}]"#)
        #expect(feed.events.map(\.kind) == ["a[31mb"])
        #expect(feed.events.map(\.title.count) == [1_000])
        #expect(Feeds.error(#"[{"start":0,"kind":"\#(title)"}]"#, try Feeds.reader())?.code == .tooLong)
    }

    @Test(
        "what is wrong is named with the way to it",
        arguments: [
            (#"[{"start":0},{"start":0,"multipler":2}]"#, EventFeedError.Code.unknownMember, "[1]"),
            (#"{"events":[{"start":0,"multiplier":0}]}"#, .badValue, "events[0]"),
            (#"{"events":[{"start":0,"multiplier":"2"}]}"#, .badValue, "events[0].multiplier"),
            (#"{"events":[{"kind":"a"}]}"#, .missing, "events[0]"), (#"{"events":[7]}"#, .badValue, "events[0]"),
            (#"{"events":{}}"#, .badValue, "feed.events"),
            (#"{"events":[{"start":true}]}"#, .badValue, "events[0].start"),
            (#"{"events":[{"start":"soon"}]}"#, .badTime, "events[0].start"),
            (#"{"events":[{"start":9223372036854775807,"duration":9}]}"#, .badTime, "events[0]"),
            (#"{"events":[{"start":0,"end":9223372036854775807}]}"#, .badTime, "events[0]"),
            (#"{"events":[{"start":0,"end":-1}]}"#, .contradiction, "events[0]"),
            (#"{"events":[{"start":0,"end":1,"duration":1}]}"#, .contradiction, "events[0]"),
            (#"{"events":[{"start":0,"duration":-1}]}"#, .badTime, "events[0]"),
            (#"{"events":[{"start":0,"duration":"P1M"}]}"#, .badTime, "events[0].duration"),
            (#"{"events":[{"start":0,"duration":31622401}]}"#, .badTime, "events[0]"),
            (#"{"events":[{"start":0,"keys":["a",1]}]}"#, .badValue, "events[0].keys"),
            (#"{"events":[{"start":0,"keys":[""]}]}"#, .badValue, "events[0]"),
            (#"{"events":[{"start":0,"tags":{"a":1}}]}"#, .badValue, "events[0].tags.a"),
            (#"{"events":[{"start":0,"tags":[{"name":"a","vlaue":"b"}]}]}"#, .unknownMember, "events[0].tags[0]"),
            (#"{"alerts":[{"id":"A","severty":3}]}"#, .unknownMember, "alerts[0]"),
            (#"{"alerts":[],"event":[{"start":0}]}"#, .unknownMember, "feed"),
            (#"{"alerts":[{"id":"A","severity":10.1}]}"#, .badValue, "alerts[0].severity"),
            (#"{"alerts":[{"summary":"A"}]}"#, .missing, "alerts[0]"),
            (#"{"alerts":[{"id":"A","affected":[{"vendor":"v"}]}]}"#, .missing, "alerts[0].affected[0]"),
        ])
    func faults(text: String, code: EventFeedError.Code, path: String) throws {
        let error = Feeds.error(text, try Feeds.reader())
        #expect(error?.code == code, "\(String(describing: error))")
        #expect(error?.place == .member(path), "\(String(describing: error))")
    }

    @Test("a feed that is no JSON, has nothing in it, or is a web page is told so")
    func formats() throws {
        let reader = try Feeds.reader()
        #expect(Feeds.error("[{]", reader)?.place == .byte(2))
        #expect(Feeds.error(#"{"evnts":[]}"#, reader)?.code == .missing)
        #expect(Feeds.error(" \n", reader)?.code == .badFormat)
        #expect(Feeds.error("<!doctype html>", reader)?.code == .badFormat)
        #expect(Feeds.error(String(repeating: " ", count: EventFeed.mostBytes + 1), reader)?.code == .tooLong)
        let many = "[" + String(repeating: "0,", count: EventFeed.mostEvents) + "0]"
        #expect(Feeds.error(many, reader)?.code == .tooLong)
    }
}
