import Forecasting

extension ScheduledEvent.Tag {
    /// `name=value`, or a name alone for any value.
    init(text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            name: FeedText.printable(parts.first.map(String.init) ?? ""),
            value: parts.count == 2 ? FeedText.printable(String(parts[1])) : nil)
    }
}
