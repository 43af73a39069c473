package import CustodianContract
import CustodianProto
import DequeModule
package import FleetIdentity
import GRPCCore
package import KeyMap
package import Logging
import ServiceLifecycle
import SwiftProtobuf
import Synchronization

/// A gateway's connection to one custodian: one open stream, requests of many clients in a message, found again when lost.
package final class GatewayConnection: Service, CustodianLink {
    package let custodian: CustodianID
    private let channel: CustodianChannel
    private let logger: Logger
    private let pending = Mutex(PendingUses())

    /// - Throws: where the custodian's endpoint or the identity cannot be used.
    package init(to custodian: CustodianRecord, fleet: String, identity: NodeIdentity, logger: Logger) throws {
        self.custodian = custodian.id
        channel = try CustodianChannel(to: custodian, fleet: fleet, identity: identity)
        self.logger = logger
    }

    package var isConnected: Bool { pending.withLock { $0.queue != nil } }

    package var unanswered: Duration? {
        pending.withLock { $0.oldest }.map { ContinuousClock.now - $0 }
    }

    package func use(_ use: ShareUse) async throws -> ShareResult {
        let id = pending.withLock { $0.reserve() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let failure = pending.withLock { pending in
                    pending.send(use.wire(id: id), id: id, continuation, isCancelled: Task.isCancelled, to: custodian)
                }
                if let failure { continuation.resume(throwing: failure) }
            }
        } onCancel: {
            pending.withLock { $0.giveUp(id) }?.resume(throwing: CancellationError())
        }
    }

    package func run() async throws {
        let client = channel.client
        try await cancelWhenGracefulShutdown { [self] in
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await client.runConnections() }
                var wait = Duration.milliseconds(20)
                while !Task.isCancelled {
                    let start = ContinuousClock.now
                    do {
                        try await stream()
                    } catch {
                        logger.debug(
                            "stream to custodian ended", metadata: ["custodian": "\(custodian)", "reason": "\(error)"])
                    }
                    if ContinuousClock.now - start > .seconds(1) { wait = .milliseconds(20) }
                    try? await Task.sleep(for: wait)
                    wait = min(wait * 2, .milliseconds(400))
                }
                group.cancelAll()
            }
        }
    }

    /// One stream from its opening to its end; whatever waits for an answer then gets an error.
    private func stream() async throws {
        let queue = BatchQueue<Wire.UseRequest>()
        defer { disconnect("the connection was lost") }
        let request = StreamingClientRequest<Wire.UseBatch> { writer in
            while let batch = await queue.next() {
                try await writer.write(.with { $0.requests = batch })
            }
        }
        try await channel.stub.use(request: request, options: CustodianChannel.options) { [self] response in
            let messages = try response.accepted.get().bodyParts
            connect(queue)
            defer { queue.finish() }
            for try await part in messages {
                guard case .message(let batch) = part else { continue }
                for reply in batch.replies { deliver(reply) }
            }
        }
    }

    private func connect(_ queue: BatchQueue<Wire.UseRequest>) {
        pending.withLock { $0.queue = queue }
        logger.info("connected", metadata: ["custodian": "\(custodian)"])
    }

    private func disconnect(_ reason: String) {
        let (wasConnected, waiting) = pending.withLock { $0.close() }
        if wasConnected { logger.warning("disconnected", metadata: ["custodian": "\(custodian)"]) }
        for continuation in waiting { continuation.resume(throwing: LinkError(custodian: custodian, reason: reason)) }
    }

    private func deliver(_ reply: Wire.UseReply) {
        guard let continuation = pending.withLock({ $0.answered(reply.id) }) else { return }
        do {
            continuation.resume(returning: try ShareResult(wire: reply))
        } catch {
            continuation.resume(throwing: MalformedAnswer("\(error)"))
        }
    }
}

/// The requests that wait for an answer, by their number on the wire.
private struct PendingUses {
    var queue: BatchQueue<Wire.UseRequest>?
    private var next: UInt64 = 0
    private var waiting: [UInt64: CheckedContinuation<ShareResult, any Error>] = [:]
    /// When each request was sent that has no answer yet, also those whose caller has given up.
    private var sent: OrderedSends = OrderedSends()

    /// When the oldest request without an answer was sent.
    var oldest: ContinuousClock.Instant? { sent.oldest }

    mutating func reserve() -> UInt64 {
        next += 1
        return next
    }

    /// The error where the request could not be sent.
    mutating func send(
        _ request: Wire.UseRequest, id: UInt64, _ continuation: CheckedContinuation<ShareResult, any Error>,
        isCancelled: Bool, to custodian: CustodianID
    ) -> (any Error)? {
        if isCancelled { return CancellationError() }
        guard let queue, queue.append(request) else {
            return LinkError(custodian: custodian, reason: "not connected")
        }
        waiting[id] = continuation
        sent.add(id)
        return nil
    }

    /// The caller no longer waits; the custodian still owes an answer.
    mutating func giveUp(_ id: UInt64) -> CheckedContinuation<ShareResult, any Error>? {
        waiting.removeValue(forKey: id)
    }

    mutating func answered(_ id: UInt64) -> CheckedContinuation<ShareResult, any Error>? {
        sent.remove(id)
        return waiting.removeValue(forKey: id)
    }

    mutating func close() -> (wasConnected: Bool, waiting: [CheckedContinuation<ShareResult, any Error>]) {
        defer {
            queue = nil
            waiting = [:]
            sent = OrderedSends()
        }
        return (queue != nil, Array(waiting.values))
    }
}

/// When requests were sent, oldest first.
private struct OrderedSends {
    private var times: [UInt64: ContinuousClock.Instant] = [:]
    private var order: Deque<UInt64> = []

    mutating func add(_ id: UInt64) {
        times[id] = ContinuousClock.now
        order.append(id)
    }

    mutating func remove(_ id: UInt64) {
        times[id] = nil
        while let first = order.first, times[first] == nil { order.removeFirst() }
    }

    var oldest: ContinuousClock.Instant? { order.first.flatMap { times[$0] } }
}
