import Histogram
import Synchronization

/// Closed-loop load: each connection sends its next request when it has the answer to the last.
package struct LoadRun: Sendable {
    package let target: LoadTarget
    package let operations: [LoadOperation]
    package let connections: [Int]
    /// How long each measurement lasts, after a second of warming up.
    package let seconds: Double

    package init(target: LoadTarget, operations: [LoadOperation], connections: [Int], seconds: Double) {
        self.target = target
        self.operations = operations
        self.connections = connections
        self.seconds = seconds
    }

    /// Measures every operation at every number of connections.
    ///
    /// - Parameter report: called with each result as it comes.
    /// - Throws: ``LoadError`` with the first request that failed.
    package func run(report: (LoadResult) -> Void) async throws {
        let control = LoadClient(target, connections: 1)
        do {
            let keys = try await LoadKeys.make(control)
            for operation in operations {
                for count in connections {
                    report(try await measure(operation, connections: count, body: try operation.body(keys)))
                }
            }
            try await keys.delete(control)
        } catch {
            try await control.close()
            throw error
        }
        try await control.close()
    }

    private func measure(_ operation: LoadOperation, connections: Int, body: [UInt8]) async throws -> LoadResult {
        let client = LoadClient(target, connections: connections)
        do {
            _ = try await load(client, operation, connections: connections, body: body, lasting: .seconds(1))
            let result = try await load(
                client, operation, connections: connections, body: body, lasting: .seconds(seconds))
            try await client.close()
            return result
        } catch {
            try await client.close()
            throw error
        }
    }

    private func load(
        _ client: LoadClient, _ operation: LoadOperation, connections: Int, body: [UInt8], lasting: Duration
    ) async throws -> LoadResult {
        let clock = ContinuousClock()
        let start = clock.now
        let latencies = Latencies()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<connections {
                group.addTask {
                    while clock.now - start < lasting {
                        let sent = clock.now
                        _ = try await client.call(operation.rawValue, body)
                        let microseconds = (clock.now - sent) / .microseconds(1)
                        latencies.record(microseconds)
                    }
                }
            }
            try await group.waitForAll()
        }
        let elapsed = (clock.now - start) / .seconds(1)
        return latencies.histogram.withLock {
            LoadResult(operation, connections: connections, seconds: elapsed, latencies: $0)
        }
    }
}

/// Latencies in microseconds, recorded from many tasks.
private final class Latencies: Sendable {
    let histogram = Mutex(Histogram<UInt64>(highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: .three))

    func record(_ microseconds: Double) {
        histogram.withLock { _ = $0.record(UInt64(microseconds)) }
    }
}

/// One measurement.
package struct LoadResult: Codable, Sendable {
    package let operation: String
    package let connections: Int
    package let requests: UInt64
    package let requestsPerSecond: Double
    /// Latencies in milliseconds at these percentiles.
    package let p50: Double
    package let p90: Double
    package let p99: Double
    package let p999: Double
    package let maximum: Double

    init(_ operation: LoadOperation, connections: Int, seconds: Double, latencies: Histogram<UInt64>) {
        self.operation = operation.rawValue
        self.connections = connections
        requests = latencies.totalCount
        requestsPerSecond = Double(latencies.totalCount) / seconds
        let milliseconds = { (percentile: Double) in Double(latencies.valueAtPercentile(percentile)) / 1_000 }
        p50 = milliseconds(50)
        p90 = milliseconds(90)
        p99 = milliseconds(99)
        p999 = milliseconds(99.9)
        maximum = Double(latencies.max) / 1_000
    }
}
