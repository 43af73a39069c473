import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A series of measurements, in a closed or an open loop.
package struct LoadRun: Sendable {
    package let target: LoadTarget
    package let operations: [LoadOperation]
    package let connections: [Int]
    /// How long each measurement lasts, after a second of warming up.
    package let seconds: Double
    /// Requests a second, sent whatever becomes of those before (open loop); nil where each connection sends its next request
    /// when it has the answer to the last (closed loop).
    package let rate: Double?
    /// Symmetric keys over which requests are spread; empty for one that is made for the run.
    package let keys: [String]

    package init(
        target: LoadTarget, operations: [LoadOperation], connections: [Int], seconds: Double, rate: Double? = nil,
        keys: [String] = []
    ) {
        self.target = target
        self.operations = operations
        self.connections = connections
        self.seconds = seconds
        self.rate = rate
        self.keys = keys
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
        let control = LoadClient(target)
        var made: [String] = []
        let outcome: Result<[LoadResult], any Error>
        do {
            let keys = try await LoadKeys.make(control, for: operations, given: self.keys) { made.append($0) }
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
        _ operation: LoadOperation, connections count: Int, bodies: [[UInt8]]
    ) async throws -> LoadResult {
        let (host, port) = try target.address()
        let requests = SignedRequests(operation, bodies: bodies, target: target)
        let latencies = Latencies()
        let start = ContinuousClock.now
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                let schedule = LoadSchedule(
                    start: start, warmUp: .seconds(1), lasting: .seconds(seconds), rate: rate, connection: number,
                    of: count)
                // Spread over the bodies, so that connections do not follow each other from key to key.
                let firstTurn = number * bodies.count / count
                let done = loop.makePromise(of: Void.self)
                group.addTask {
                    let channel = try await ClientBootstrap(group: loop)
                        .channelOption(.socketOption(.tcp_nodelay), value: 1)
                        .channelInitializer { channel in
                            channel.eventLoop.makeCompletedFuture {
                                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                                try channel.pipeline.syncOperations.addHandler(
                                    LoadConnection(
                                        requests, schedule, firstTurn: firstTurn, latencies: latencies, done: done)
                                )
                            }
                        }
                        .connect(host: host, port: port).get()
                    try await withTaskCancellationHandler {
                        try await done.futureResult.get()
                    } onCancel: {
                        channel.close(promise: nil)
                    }
                }
            }
            try await group.waitForAll()
        }
        return latencies.histogram.withLock {
            LoadResult(operation, connections: count, rate: rate, seconds: seconds, latencies: $0)
        }
    }
}
