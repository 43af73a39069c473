import Dispatch
package import Entropy
import Synchronization

/// A source whose reads end in time whatever the thing behind it does: they happen on a thread of their own, and whoever
/// asked stops waiting at the deadline. While a read hangs, further ones are refused at once.
package final class BoundedSource: EntropySource {
    package let description: SourceDescription
    private let source: any EntropySource
    private let patience: Duration
    private let piece: Int
    private let queue: DispatchQueue
    private let hangs = Mutex(false)
    private let spent = Mutex(Duration.zero)

    /// - Parameters:
    ///   - patience: how long a piece may take.
    ///   - piece: how many samples are asked for at once; a read of n takes as many deadlines as it has pieces, at most.
    package init(_ source: any EntropySource, patience: Duration = .seconds(10), piece: Int) {
        self.source = source
        self.patience = patience
        self.piece = max(1, piece)
        description = source.description
        queue = DispatchQueue(label: "quorate.entropy.\(source.description.name)")
    }

    /// What the reads so far have had of a processor, which the thread that asks for them does not see.
    package var processorTime: Duration { spent.withLock { $0 } }

    /// - Throws: what the source throws, and ``SourceFailure`` with `.failed` at the deadline.
    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        var samples: [UInt8] = []
        samples.reserveCapacity(count)
        while samples.count < count { samples += try readPiece(min(piece, count - samples.count)) }
        return samples
    }

    private func readPiece(_ count: Int) throws(SourceFailure) -> [UInt8] {
        let isFree = hangs.withLock { hangs in
            defer { hangs = true }
            return !hangs
        }
        guard isFree else {
            throw SourceFailure(.failed, "\(description.name): a read of before has not come back yet")
        }
        let answer = Answer()
        queue.async { [self] in
            let begun = ProcessorTime.ofThread
            answer.put(Result { () throws(SourceFailure) in try source.read(count) })
            spent.withLock { $0 += ProcessorTime.ofThread - begun }
            hangs.withLock { $0 = false }
            answer.arrived.signal()
        }
        guard answer.arrived.wait(timeout: .now() + patience.dispatched) == .success, let result = answer.taken else {
            throw SourceFailure(
                .failed, "\(description.name): no answer within \(patience); its reads hang, see to what is behind it")
        }
        return try result.get()
    }
}

/// Where a read's result waits for whoever asked, if it still waits.
private final class Answer: Sendable {
    let arrived = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<[UInt8], SourceFailure>?>(nil)

    var taken: Result<[UInt8], SourceFailure>? { result.withLock { $0.take() } }

    func put(_ value: Result<[UInt8], SourceFailure>) { result.withLock { $0 = value } }
}

extension Duration {
    fileprivate var dispatched: DispatchTimeInterval {
        .nanoseconds(Int(clamping: components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000))
    }
}
