import Foundation

/// What the columns of a table of events are, by the names in its header.
struct TableColumns {
    /// Columns that mean something; all others add to the title.
    enum Meaning: String, CaseIterable {
        case kind, duration, end, multiplier, title, keys, tags
    }

    /// Columns of a table.
    private static let most = 1_000

    let count: Int
    private let places: [Meaning: Int]
    /// Columns of the title, in their order.
    private let titles: [Int]

    /// - Throws: ``EventFeedError`` for what is no header.
    init(_ header: [String], line: Int) throws(EventFeedError) {
        guard header.count <= Self.most else {
            throw EventFeedError(
                .tooLong, at: .line(line), "the header names \(header.count) columns, not up to \(Self.most)")
        }
        guard FeedTime.parse(header[0], zone: .gmt) == nil else {
            throw EventFeedError(
                .badFormat, at: .line(line),
                "this is no header: the first line names the columns, as in \"time,kind,title\"")
        }
        var places: [Meaning: Int] = [:]
        var titles: [Int] = []
        for column in header.indices.dropFirst() {
            let name = FeedText.printable(header[column]).lowercased()
            guard let meaning = Meaning(rawValue: name) else {
                titles.append(column)
                continue
            }
            guard places.updateValue(column, forKey: meaning) == nil else {
                throw EventFeedError(
                    .badFormat, at: .line(line), "the header names two columns \"\(name)\"; leave one out")
            }
        }
        // The title itself comes before what only adds to it.
        if let title = places[.title] { titles.insert(title, at: 0) }
        count = header.count
        self.places = places
        self.titles = titles
    }

    /// Nil where the table has no such column, or nothing stands there.
    func text(_ meaning: Meaning, of cells: [String]) -> String? {
        guard let place = places[meaning] else { return nil }
        let text = FeedText.printable(cells[place])
        return text.isEmpty ? nil : text
    }

    func title(of cells: [String]) -> String {
        titles.map { FeedText.printable(cells[$0]) }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
