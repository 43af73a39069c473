package import AWSProtocol
package import KeyMap

/// The latest successful use of a key: `KeyLastUsageData` of the AWS service model.
package struct LastUse: Hashable, Sendable {
    package let operation: KMSOperation
    package let time: Timestamp
    package let requestID: String
    /// Of the audit record.
    package let eventID: String

    package init(operation: KMSOperation, time: Timestamp, requestID: String, eventID: String) {
        self.operation = operation
        self.time = time
        self.requestID = requestID
        self.eventID = eventID
    }
}

extension LastUse {
    /// Nil for an operation that this release does not know.
    init?(_ use: ReportedUse) {
        guard let operation = KMSOperation(rawValue: use.operation) else { return nil }
        self.init(operation: operation, time: use.time, requestID: use.requestID, eventID: use.eventID)
    }

    func reported(of key: UsedKey) -> ReportedUse {
        ReportedUse(key: key, operation: operation.rawValue, time: time, requestID: requestID, eventID: eventID)
    }
}
