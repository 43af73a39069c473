import AWSProtocol
import FleetIdentity
import Gateway
import KeyMap
import Logging
import SQLiteStorage
import ServiceLifecycle

/// Keeps a gateway's counts of uses in its file: the latest uses every other second, everything at the end.
struct UsageKeeping: Service {
    private static let interval = Duration.seconds(2)

    let usage: UsageCounter
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                do {
                    try await usage.flush()
                } catch {
                    logger.error("the latest uses of keys could not be stored", metadata: ["reason": "\(error)"])
                }
            }
        }
        do {
            try await usage.close()
        } catch {
            logger.error(
                "the counts of uses could not be stored: they will be a little too high",
                metadata: ["reason": "\(error)"])
        }
    }
}

extension UsageCounter {
    /// - Throws: where the file cannot be opened, for a person to read.
    static func open(_ path: String, sealedBy sealing: SealingKey) async throws -> UsageCounter {
        let store = try await UsageStore(path: path, sealer: sealing, now: SystemTime.now().microseconds)
        let counts = try await store.counts().compactMap(UsageCount.init)
        let last = try await store.lastUses().compactMap { row in
            LastUse(row).map { (UsedKey(id: KeyID(row.key), region: row.region), $0) }
        }
        return UsageCounter(
            StoredUsage(
                since: Timestamp(microseconds: store.since), counts: counts,
                last: Dictionary(last, uniquingKeysWith: { $1 })), storage: store)
    }
}

extension UsageStore: UsageStorage {
    func save(_ counts: [UsageCount], last: [UsedKey: LastUse]) async throws {
        try await save(
            counts.map {
                Count(
                    key: $0.name.key.id.description, region: $0.name.key.region, version: $0.name.version.value,
                    operation: $0.name.operation.rawValue, count: $0.count)
            },
            last: last.map { key, use in
                Last(
                    key: key.id.description, region: key.region, operation: use.operation.rawValue,
                    time: use.time.microseconds, request: use.requestID, event: use.eventID)
            })
    }
}

extension UsageCount {
    /// Nil for an operation that this release does not know.
    fileprivate init?(_ row: UsageStore.Count) {
        guard let operation = KMSOperation(rawValue: row.operation) else { return nil }
        self.init(
            name: UsageName(
                key: UsedKey(id: KeyID(row.key), region: row.region), version: KeyVersionNumber(row.version),
                operation: operation), count: row.count)
    }
}

extension LastUse {
    fileprivate init?(_ row: UsageStore.Last) {
        guard let operation = KMSOperation(rawValue: row.operation) else { return nil }
        self.init(
            operation: operation, time: Timestamp(microseconds: row.time), requestID: row.request, eventID: row.event)
    }
}
