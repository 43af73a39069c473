import Coordination
import ServiceLifecycle

/// Has a gateway forget the outputs of decryptions whose time is up, also when nobody decrypts.
struct DerivationSweep: Service {
    let cache: DerivationCache

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                cache.sweep()
            }
        }
    }
}
