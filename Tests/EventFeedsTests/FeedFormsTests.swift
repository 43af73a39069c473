import EventFeeds
import Forecasting
import Foundation
import Testing

@Suite("One calendar in every form")
struct FeedFormsTests {
    private let reader = FeedReader(defaultKind: "sale", window: 0..<4_000_000_000)
    /// 2026-03-02T10:00:00.
    private let start: Int64 = 1_772_445_600

    @Test(
        "the same events are read from JSON, iCalendar and CSV",
        arguments: [
            #"{"events":[{"kind":"sale","start":"2026-03-02T10:00:00","duration":7200}]}"#,
            #"[{"kind":"sale","start":"2026-03-02T10:00:00Z","end":"2026-03-02T12:00:00Z"}]"#,
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260302T100000\r\nDURATION:PT2H\r\nSUM\r\n MARY:sale\r\n"
                + "END:VEVENT\r\nEND:VCALENDAR\r\n",
            "begin,duration\n2026-03-02T10:00:00,7200\n",
        ])
    func forms(text: String) throws {
        let feed = try reader.read(Array(text.utf8))
        let event = try #require(feed.events.first)
        #expect(feed.events.count == 1 && feed.alerts.isEmpty)
        #expect(event.kind == "sale" && event.start == start && event.duration == 7_200)
    }

    @Test("an alert passes through with all that is said of it")
    func alert() throws {
        let text = #"""
            {"alerts":[{"id":"CVE-2026-1234","published":"2026-03-02T10:00:00Z","severity":9.8,
            "affected":[{"vendor":"Example","product":"HSM","versions":"<2.1"}],"summary":"Leaks keys."}]}
            """#
        let alert = try #require(try reader.read(Array(text.utf8)).alerts.first)
        #expect(alert.id == "CVE-2026-1234" && alert.published == start && alert.severity == 9.8)
        #expect(alert.affected.first?.vendor == "Example" && alert.affected.first?.product == "HSM")
    }
}
