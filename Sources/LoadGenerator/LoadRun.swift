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

    /// Measures every operation at every number of connections. The keys that this needs are scheduled for deletion at the
    /// end, also after a failure or an interruption.
    ///
    /// - Parameters:
    ///   - interruption: returns when the run is to stop, or is cancelled itself.
    ///   - report: called with each result as it comes.
    /// - Throws: ``LoadError`` with the first request that failed, or ``LoadInterruption``.
    package func run(
        until interruption: @escaping @Sendable () async -> Void, report: @escaping @Sendable (LoadResult) -> Void
    ) async throws -> [LoadResult] {
        let control = LoadClient(target, connections: 1)
        var made: [String] = []
        let outcome: Result<[LoadResult], any Error>
        do {
            let keys = try await LoadKeys.make(control, for: operations) { made.append($0) }
            outcome = .success(try await measure(keys, until: interruption, report: report))
        } catch {
            outcome = .failure(error)
        }
        let left = await LoadKeys.delete(made, control)
        try await control.close()
        switch (outcome, left) {
        case (_, nil): return try outcome.get()
        case (.success, let left?): throw left
        case (.failure(let error), let left?): throw LoadError(description: "\(error); and \(left)")
        }
    }

    private func measure(
        _ keys: LoadKeys, until interruption: @escaping @Sendable () async -> Void,
        report: @escaping @Sendable (LoadResult) -> Void
    ) async throws -> [LoadResult] {
        try await withThrowingTaskGroup(of: [LoadResult]?.self) { group in
            group.addTask {
                var results: [LoadResult] = []
                for operation in operations {
                    let bodies = try operation.bodies(keys)
                    for count in connections {
                        let result = try await measure(operation, connections: count, bodies: bodies)
                        report(result)
                        results.append(result)
                    }
                }
                return results
            }
            group.addTask {
                await interruption()
                return nil
            }
            defer { group.cancelAll() }
            guard let results = try await group.next() ?? nil else { throw LoadInterruption() }
            return results
        }
    }

    private func measure(
        _ operation: LoadOperation, connections: Int, bodies: [[UInt8]]
    ) async throws -> LoadResult {
        let client = LoadClient(target, connections: connections)
        do {
            _ = try await load(client, operation, connections: connections, bodies: bodies, lasting: .seconds(1))
            let result = try await load(
                client, operation, connections: connections, bodies: bodies, lasting: .seconds(seconds))
            try await client.close()
            return result
        } catch {
            try await client.close()
            throw error
        }
    }

    private func load(
        _ client: LoadClient, _ operation: LoadOperation, connections: Int, bodies: [[UInt8]], lasting: Duration
    ) async throws -> LoadResult {
        let clock = ContinuousClock()
        let start = clock.now
        let latencies = Latencies()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for connection in 0..<connections {
                group.addTask {
                    var turn = connection
                    while clock.now - start < lasting {
                        let sent = clock.now
                        _ = try await client.call(operation.rawValue, bodies[turn % bodies.count])
                        turn += 1
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
