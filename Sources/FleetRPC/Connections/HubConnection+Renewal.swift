import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
import KeyMap
import Logging
import ServiceLifecycle
import SwiftProtobuf

extension HubConnection {
    /// The service that renews this custodian's certificate before it ends.
    func renewals(by desk: CertificateDesk) -> some Service {
        Renewals(connection: self, desk: desk)
    }

    private struct Renewals: Service {
        let connection: HubConnection
        let desk: CertificateDesk

        func run() async throws {
            await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    do {
                        try await connection.renew(by: desk)
                    } catch {
                        connection.logger.debug(
                            "no certificate was renewed",
                            metadata: ["custodian": "\(connection.custodian)", "reason": "\(error)"])
                    }
                    try? await Task.sleep(for: desk.interval)
                }
            }
        }
    }

    private func renew(by desk: CertificateDesk) async throws {
        var options = NodeChannel.options
        options.timeout = .seconds(2)
        let reply = try await channel.custodian.requestCertificate(Wire.CertificateRequestRequest(), options: options)
        guard !reply.request.isEmpty else { return }
        let certificate = try desk.certificate(
            Array(reply.request), role: .custodian, id: custodian.description)
        _ = try await channel.custodian.installCertificate(
            .with { $0.certificate = Data(certificate) }, options: options)
        logger.info("renewed a certificate", metadata: ["custodian": "\(custodian)"])
    }
}
