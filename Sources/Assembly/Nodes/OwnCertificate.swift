import FleetIdentity
import Logging
import ServiceLifecycle

/// Renews the certificate of a node that has the fleet's issuing authority in its own process.
struct OwnCertificate: Service {
    let node: FleetNode
    let desk: CertificateDesk
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if node.credentials.isDue(at: node.clock()) {
                        let request = try node.credentials.requestRenewal()
                        let name = node.name
                        try node.credentials.install(
                            desk.certificate(request, role: name.role, id: name.id), at: node.clock())
                        logger.info("the certificate was renewed", metadata: ["node": "\(name)"])
                    }
                } catch {
                    logger.error("the certificate could not be renewed", metadata: ["reason": "\(error)"])
                }
                try? await Task.sleep(for: node.credentials.life.interval)
            }
        }
    }
}
