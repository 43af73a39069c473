package import AWSProtocol
package import KeyMap

/// What is counted: uses of one version of a key by one operation.
package struct UsageName: Hashable, Sendable {
    package let key: UsedKey
    package let version: KeyVersionNumber
    package let operation: KMSOperation

    package init(key: UsedKey, version: KeyVersionNumber, operation: KMSOperation) {
        self.key = key
        self.version = version
        self.operation = operation
    }
}

/// How often, at most.
package struct UsageCount: Hashable, Sendable {
    package let name: UsageName
    package let count: UInt64

    package init(name: UsageName, count: UInt64) {
        self.name = name
        self.count = count
    }
}

/// What a gateway has stored of the uses that it has seen.
package struct StoredUsage: Sendable {
    /// Since when uses are counted.
    package let since: Timestamp
    package let counts: [UsageCount]
    package let last: [UsedKey: LastUse]

    package init(since: Timestamp, counts: [UsageCount] = [], last: [UsedKey: LastUse] = [:]) {
        self.since = since
        self.counts = counts
        self.last = last
    }
}

/// Where counts outlive the process.
package protocol UsageStorage: Sendable {
    /// Replaces counts and last uses; all or nothing, and on disk when it returns.
    func save(_ counts: [UsageCount], last: [UsedKey: LastUse]) async throws
}
