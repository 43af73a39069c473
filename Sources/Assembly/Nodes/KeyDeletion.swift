import Hub
import Logging
import ServiceLifecycle

/// Deletes keys when their waiting period has passed.
struct KeyDeletion: Service {
    static let interval = Duration.seconds(60)

    let hub: Hub
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await hub.removeExpiredMaterial()
                    try await hub.removeEndedAccessKeys()
                    let count = try await hub.deleteExpiredKeys()
                    if count > 0 {
                        logger.notice("deleted keys whose waiting period has passed", metadata: ["count": "\(count)"])
                    }
                } catch {
                    logger.error("keys that are due could not be deleted", metadata: ["reason": "\(error)"])
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }
}
