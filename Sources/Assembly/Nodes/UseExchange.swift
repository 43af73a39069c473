import Gateway
import KeyMap
import Logging
import ServiceLifecycle

/// Has a gateway and the others hear of each other's latest uses of keys, so that each can answer GetKeyLastUsage for all.
struct UseExchange: Service {
    private static let interval = Duration.seconds(2)
    /// Between two exchanges of many, so that they leave room for requests.
    private static let breath = Duration.milliseconds(50)

    let usage: UsageCounter
    let board: any UseBoard
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = Self.interval
                do {
                    if try await usage.exchange(with: board, clock: SystemTime.now) { pause = Self.breath }
                } catch {
                    logger.debug("the latest uses of keys were not exchanged", metadata: ["reason": "\(error)"])
                }
                try? await Task.sleep(for: pause)
            }
        }
    }
}
