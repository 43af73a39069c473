import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCertificateReloading
import NIOSSL
import ServiceLifecycle

/// The certificate that clients of a node's HTTP interfaces see: PEM files, which are read again when they change.
struct FrontTLS: Sendable {
    /// The certificate and those that issued it, the root left out perhaps.
    private let certificate: String
    private let key: String
    /// How often the files are looked at.
    private static let interval = Duration.seconds(1)

    /// `tls.certificate` and `tls.key` of a configuration; nil where neither is there.
    ///
    /// - Throws: ``ConfigurationFault``.
    init?(_ file: ConfigurationFile) throws {
        guard file.text("tls.certificate") != nil || file.text("tls.key") != nil else { return nil }
        certificate = try file.file("tls.certificate", meaning: "the PEM file of the certificate that clients see")
        key = try file.file("tls.key", meaning: "the PEM file of that certificate's private key")
    }

    /// A server behind this certificate, and what keeps it new.
    ///
    /// - Throws: ``ConfigurationFault`` where the files cannot be used.
    func server(
        _ base: HTTPServerBuilder = .http1(), logger: Logger
    ) throws -> (server: HTTPServerBuilder, renewal: any Service) {
        let reloader = TimedCertificateReloader(
            refreshInterval: Self.interval,
            certificateSource: .init(location: .file(path: certificate), format: .pem),
            privateKeySource: .init(location: .file(path: key), format: .pem))
        do {
            try reloader.reload()
            var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return (
                try .tls(base, tlsConfiguration: configuration),
                Renewal(reloader: reloader, certificate: certificate, logger: logger)
            )
        } catch {
            throw ConfigurationFault(
                "The certificate in \(certificate) with the key in \(key) cannot be used: \(error). Both are PEM files; the "
                    + "certificate's issuers follow it in the same file.")
        }
    }

    /// Reads the files again and again. What cannot be used changes nothing, and is reported once.
    private struct Renewal: Service {
        let reloader: TimedCertificateReloader
        let certificate: String
        let logger: Logger

        func run() async throws {
            await cancelWhenGracefulShutdown {
                var reported: String?
                while !Task.isCancelled {
                    try? await Task.sleep(for: FrontTLS.interval)
                    do {
                        try reloader.reload()
                        reported = nil
                    } catch {
                        let reason = "\(error)"
                        if reason != reported {
                            logger.error(
                                "the new certificate cannot be used, so clients see the one before",
                                metadata: ["file": "\(certificate)", "reason": "\(reason)"])
                        }
                        reported = reason
                    }
                }
            }
        }
    }
}
