import FleetIdentity
import Logging
import ServiceLifecycle

/// Says so when a node's certificate has ended, because nobody else could: peers close the connection.
struct CertificateAlarm: Service {
    private static let interval = Duration.seconds(60)

    let node: FleetNode
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if node.credentials.life.expires < node.clock() {
                    logger.error(
                        "the certificate has ended: no peer accepts it until the hub is in reach and renews it")
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }
}
