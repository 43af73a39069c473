/// The latest use of a key, as gateways tell each other.
package struct ReportedUse: Hashable, Sendable {
    /// The longest name of an operation, and the longest id of a request or an audit record, in UTF-8.
    package static let limit = 128

    package let key: UsedKey
    /// By its AWS name, which a node of an earlier release may not know.
    package let operation: String
    package let time: Timestamp
    package let requestID: String
    /// Of the audit record.
    package let eventID: String

    package init(key: UsedKey, operation: String, time: Timestamp, requestID: String, eventID: String) {
        self.key = key
        self.operation = operation
        self.time = time
        self.requestID = requestID
        self.eventID = eventID
    }

    /// Whether it can have happened: it is not of a time to come, but for what clocks may be apart, and its texts are no
    /// longer than such texts are.
    package func isPlausible(at now: Timestamp) -> Bool {
        time <= now.adding(seconds: 60)
            && [operation, requestID, eventID].allSatisfy { $0.utf8.count <= Self.limit && !$0.isEmpty }
    }
}
