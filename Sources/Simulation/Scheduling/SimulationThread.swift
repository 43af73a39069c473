import Foundation
import Glibc

/// A thread on which a ``Scheduler`` decides what runs when. Several may run at once, each with its own.
///
/// It uses the Swift runtime's hook for new work, which libraries of test support use on Linux and elsewhere
/// (`swift_task_enqueueGlobal_hook`): what is enqueued on a simulation's thread stays there, all else goes its usual way.
package enum SimulationThread {
    /// The scheduler of the present thread; nil on any other.
    fileprivate static var scheduler: Scheduler? {
        guard let pointer = unsafe pthread_getspecific(key) else { return nil }
        return unsafe Unmanaged<Scheduler>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// Runs a simulation on a thread of its own.
    ///
    /// - Parameters:
    ///   - limit: of simulated time.
    ///   - body: begins on the thread, as its first task.
    /// - Throws: ``Scheduler/Stall``; what `body` throws.
    package static func run<Value: Sendable>(
        _ scheduler: Scheduler, limit: Duration, stepLimit: Int = 20_000_000,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        Self.hook
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                let result = Result { try simulate(scheduler, limit, stepLimit, body) }
                continuation.resume(with: result)
            }
            thread.stackSize = 16 << 20
            thread.start()
        }
    }

    private static func simulate<Value: Sendable>(
        _ scheduler: Scheduler, _ limit: Duration, _ stepLimit: Int,
        _ body: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        unsafe pthread_setspecific(key, Unmanaged.passUnretained(scheduler).toOpaque())
        defer { pthread_setspecific(key, nil) }
        let outcome = Outcome<Value>()
        // The first task of the simulation: whoever runs the scheduler waits for it.
        Task.detached {
            do {
                outcome.set(.success(try await body()))
            } catch {
                outcome.set(.failure(error))
            }
        }
        try scheduler.run(limit: limit, stepLimit: stepLimit) { outcome.value != nil }
        try scheduler.drain(stepLimit: stepLimit)
        guard let value = outcome.value else { throw Scheduler.Stall(description: "it ended without a result") }
        return try value.get()
    }

    /// Where a thread keeps its scheduler.
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        unsafe pthread_key_create(&key, nil)
        return key
    }()

    private typealias Enqueue = @convention(thin) (UnownedJob) -> Void
    private typealias Hook = @convention(thin) (UnownedJob, Enqueue) -> Void

    /// Set once a process.
    private static let hook: Void = {
        guard let symbol = unsafe dlsym(dlopen(nil, RTLD_NOW), "swift_task_enqueueGlobal_hook") else {
            fatalError("the Swift runtime has no hook for new work: simulations need that of Swift 6.3")
        }
        unsafe symbol.assumingMemoryBound(to: Hook?.self).pointee = { job, original in
            if let scheduler = SimulationThread.scheduler { scheduler.enqueue(job) } else { original(job) }
        }
    }()
}
