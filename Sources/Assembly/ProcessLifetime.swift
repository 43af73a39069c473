import Dispatch
import Glibc
package import Logging
package import ServiceLifecycle
import Synchronization
import UnixSignals

/// A process from its first moment to its end: SIGTERM and SIGINT end it well at any time, also while it starts.
package enum ProcessLifetime {
    /// What a process runs, and how it lets go of it where a signal came before it ran.
    package struct Parts: Sendable {
        let services: [ServiceGroupConfiguration.ServiceConfiguration]
        let abandon: @Sendable () async -> Void

        package init(
            _ services: [ServiceGroupConfiguration.ServiceConfiguration],
            abandon: @escaping @Sendable () async -> Void = {}
        ) {
            self.services = services
            self.abandon = abandon
        }
    }

    /// How far the process is.
    private final class Stage: Sendable {
        private enum Value {
            case starting
            case running(ServiceGroup)
            case interrupted
        }

        private let value = Mutex(Value.starting)

        /// What a signal has to stop; nil where nothing runs yet, and nothing will.
        func interrupt() -> ServiceGroup? {
            value.withLock { value in
                if case .running(let group) = value { return group }
                value = .interrupted
                return nil
            }
        }

        /// Whether the group may run.
        func run(_ group: ServiceGroup) -> Bool {
            value.withLock { value in
                if case .interrupted = value { return false }
                value = .running(group)
                return true
            }
        }
    }

    /// Ends the process some seconds after it should have: a part that does not let go must not keep it. What was to be
    /// durable is on disk since before its answer.
    private static func endWhateverHappens(after drainLimit: Duration, logger: Logger) {
        let seconds = Int(drainLimit.components.seconds) + 3
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) {
            logger.error("a part of the process did not end when it was told to; ending without it")
            exit(0)
        }
    }

    /// Starts the parts and runs them until a signal comes, then drains.
    ///
    /// - Parameter drainLimit: after which what still runs is cancelled.
    /// - Throws: what `start` or a part throws.
    package static func run(
        drainLimit: Duration, logger: Logger, start: @escaping @Sendable () async throws -> Parts
    ) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let stage = Stage()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for await _ in signals {
                    endWhateverHappens(after: drainLimit, logger: logger)
                    await stage.interrupt()?.triggerGracefulShutdown()
                }
            }
            tasks.addTask {
                let parts = try await start()
                var configuration = ServiceGroupConfiguration(services: parts.services, logger: logger)
                configuration.maximumGracefulShutdownDuration = drainLimit
                let group = ServiceGroup(configuration: configuration)
                guard stage.run(group) else { return await parts.abandon() }
                try await group.run()
            }
            // The signals end only when they are cancelled.
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }
}
