import Coordination
import ServiceLifecycle

/// Watches the time for the requests of a gateway.
struct RequestAlarms: Service {
    let client: QuorumClient

    func run() async throws {
        await cancelWhenGracefulShutdown { await client.run() }
    }
}
