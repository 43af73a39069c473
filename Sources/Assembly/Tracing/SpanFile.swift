import Dispatch
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Telemetry

/// Writes spans as lines, on a queue of its own. Nobody waits for it: what the disk does not take in time is dropped, and
/// counted.
final class SpanFile: Service {
    /// The most spans that wait for the disk.
    static let capacity = 4_096

    private struct State {
        var waiting: [Span] = []
        var isWriting = false
        var written: UInt64 = 0
        var dropped: UInt64 = 0
    }

    private let output: Mutex<SpanOutput>
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "quorate.spans", qos: .utility)
    private let service: String
    private let instance: String
    private let logger: Logger

    /// - Throws: ``ConfigurationFault`` where the file cannot be opened.
    init(_ plan: TracingPlan, service: String, instance: String, logger: Logger) throws {
        self.service = service
        self.instance = instance
        self.logger = logger
        output = Mutex(try SpanOutput(plan.file, limit: Int(plan.megabytes * 1_000_000)))
    }

    /// How many spans were written and dropped since the start.
    var counts: (written: UInt64, dropped: UInt64) { state.withLock { ($0.written, $0.dropped) } }

    /// Takes a span, or drops it. Returns at once.
    @Sendable func take(_ span: Span) {
        let isFirst = state.withLock { state in
            guard state.waiting.count < Self.capacity else {
                state.dropped += 1
                return false
            }
            state.waiting.append(span)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isFirst { queue.async { self.drain() } }
    }

    private func drain() {
        while true {
            let batch = state.withLock { state in
                let batch = state.waiting
                state.waiting = []
                if batch.isEmpty { state.isWriting = false }
                return batch
            }
            guard !batch.isEmpty else { return }
            let lines = batch.map { $0.line(service: service, instance: instance) }
            let (written, failure) = output.withLock { $0.write(lines) }
            state.withLock { state in
                state.written += UInt64(written)
                state.dropped += UInt64(batch.count - written)
            }
            if let failure {
                logger.warning("spans are dropped: they cannot be written", metadata: ["reason": "\(failure)"])
            }
        }
    }

    /// Waits for shutdown, and then for what waits for the disk, one second at most. Put it first in its group, so that it
    /// ends last.
    func run() async throws {
        try? await gracefulShutdown()
        for _ in 0..<100 where state.withLock({ $0.isWriting }) { try? await Task.sleep(for: .milliseconds(10)) }
    }
}
