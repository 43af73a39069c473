package import Secrets
import Synchronization

private let gate = Mutex(())

/// Has the process draw from `source` while `body` runs, for one test at a time.
package func drawing<Result>(from source: any RandomSource, _ body: () throws -> Result) rethrows -> Result {
    try gate.withLock { _ in
        ProcessRandom.draw(from: source)
        defer { ProcessRandom.draw(from: SystemRandom()) }
        return try body()
    }
}
