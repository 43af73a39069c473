import Forecasting
import Foundation
import StrictJSON

/// One vulnerability of a JSON feed.
struct JSONAlert {
    static let members = ["id", "published", "severity", "affected", "summary", "url"]

    let alert: VulnerabilityAlert

    /// - Throws: ``EventFeedError``.
    init(_ value: JSONValue, _ path: String) throws(EventFeedError) {
        let fields = try JSONFields(value, path, allowed: Self.members)
        let severity = try fields.number("severity")
        if let severity, !Self.scores.contains(severity) {
            throw EventFeedError(
                .badValue, at: fields.place("severity"),
                "\(severity) is no CVSS base score: write a number from 0 to 10")
        }
        var affected: [VulnerabilityAlert.Affected] = []
        for (index, element) in try fields.list("affected").enumerated() {
            let place = "\(path).affected[\(index)]"
            affected.append(
                try Self.affected(try JSONFields(element, place, allowed: ["vendor", "product", "versions"])))
        }
        alert = VulnerabilityAlert(
            id: try Self.id(fields), published: try fields.time("published", zone: .gmt), severity: severity,
            affected: affected, summary: FeedText.title(try fields.text("summary") ?? ""),
            url: try Self.name("url", fields))
    }

    /// CVSS base scores.
    static let scores = 0.0...10.0

    /// - Throws: ``EventFeedError`` where there is none.
    static func id(_ fields: JSONFields) throws(EventFeedError) -> String {
        guard let id = try name("id", fields) else {
            throw EventFeedError(
                .missing, at: .member(fields.path), "the alert has no id; give it one, such as CVE-2026-1234")
        }
        return id
    }

    /// Nil where nothing stands there.
    static func name(_ member: String, _ fields: JSONFields) throws(EventFeedError) -> String? {
        guard let text = try fields.text(member) else { return nil }
        let name = try FeedText.name(text, member, at: fields.place(member))
        return name.isEmpty ? nil : name
    }

    private static func affected(_ fields: JSONFields) throws(EventFeedError) -> VulnerabilityAlert.Affected {
        guard let product = try name("product", fields) else {
            throw EventFeedError(.missing, at: .member(fields.path), "no product is named; write what is affected")
        }
        return VulnerabilityAlert.Affected(
            vendor: try name("vendor", fields), product: product, versions: try name("versions", fields))
    }
}
