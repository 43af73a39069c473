import Forecasting
import Foundation
import StrictJSON

/// One vulnerability in the OSV format (https://ossf.github.io/osv-schema/), of which members that are not read are passed
/// over. Scores are not computed from CVSS vectors: the severity is known only where a database adds it as a number.
struct OSVAlert {
    /// Nil where the vulnerability was withdrawn.
    let alert: VulnerabilityAlert?

    /// Whether an object is such a vulnerability: `id` and `modified` are all that the format asks for.
    static func matches(_ value: JSONValue) -> Bool {
        guard case .object(let object) = value, case .string = object["id"], case .string = object["modified"] else {
            return false
        }
        return true
    }

    /// - Throws: ``EventFeedError``.
    init(_ value: JSONValue, _ path: String) throws(EventFeedError) {
        let fields = try JSONFields(value, path)
        guard fields["withdrawn"] == nil else {
            alert = nil
            return
        }
        var affected: [VulnerabilityAlert.Affected] = []
        for (index, element) in try fields.list("affected").enumerated() {
            let element = try JSONFields(element, "\(path).affected[\(index)]")
            guard let value = element["package"] else { continue }
            let package = try JSONFields(value, "\(element.path).package")
            guard let product = try JSONAlert.name("name", package) else { continue }
            affected.append(
                VulnerabilityAlert.Affected(
                    vendor: try JSONAlert.name("ecosystem", package), product: product,
                    versions: try Self.versions(element)))
        }
        let details = try fields.text("details")
        let summary = try fields.text("summary") ?? details ?? ""
        let published = try fields.time("published", zone: .gmt)
        let time = if let published { published } else { try fields.time("modified", zone: .gmt) }
        alert = VulnerabilityAlert(
            id: try JSONAlert.id(fields), published: time,
            severity: Self.severity(fields), affected: affected, summary: FeedText.title(summary),
            url: try Self.page(fields))
    }

    /// `>=1.0 <1.4.2`, several with `||` between them; the list of versions where there are no such ranges.
    private static func versions(_ fields: JSONFields) throws(EventFeedError) -> String? {
        let signs = ["introduced": ">=", "fixed": "<", "last_affected": "<=", "limit": "<"]
        var ranges: [String] = []
        for (index, element) in try fields.list("ranges").enumerated() {
            let range = try JSONFields(element, "\(fields.path).ranges[\(index)]")
            // Ranges of commits say nothing of releases.
            if case .string("GIT") = range["type"] { continue }
            var bounds: [String] = []
            for case .object(let event) in try range.list("events") {
                for member in event.members {
                    guard let sign = signs[member.name], case .string(let version) = member.value else { continue }
                    bounds.append(sign + version)
                }
            }
            if !bounds.isEmpty { ranges.append(bounds.joined(separator: " ")) }
        }
        var listed: [String] = []
        for case .string(let version) in try fields.list("versions") { listed.append(version) }
        let text = ranges.isEmpty ? listed.joined(separator: ", ") : ranges.joined(separator: " || ")
        return text.isEmpty ? nil : FeedText.title(text)
    }

    private static func severity(_ fields: JSONFields) -> Double? {
        guard case .object(let extra) = fields["database_specific"] else { return nil }
        let numbers = ["severity", "cvss", "cvss_score"].compactMap { extra[$0]?.number }
        let score: Double? = if case .object(let cvss) = extra["cvss"] { cvss["score"]?.number } else { nil }
        return (numbers.first ?? score).flatMap { JSONAlert.scores.contains($0) ? $0 : nil }
    }

    /// The first page that the vulnerability refers to.
    private static func page(_ fields: JSONFields) throws(EventFeedError) -> String? {
        guard let first = try fields.list("references").first else { return nil }
        return try JSONAlert.name("url", try JSONFields(first, "\(fields.path).references[0]"))
    }
}
