import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
import Logging
import SwiftProtobuf

/// The renewal of the custodian's certificate, which the hub begins: custodians dial no hub.
extension CustodianEndpoint {
    func requestCertificate(
        request: Wire.CertificateRequestRequest, context: ServerContext
    ) async throws -> Wire.CertificateRequestReply {
        _ = try gate.admit(context, .hub)
        guard node.credentials.isDue(at: node.clock()) else { return Wire.CertificateRequestReply() }
        let request = try node.credentials.requestRenewal()
        return .with { $0.request = Data(request) }
    }

    func installCertificate(
        request: Wire.InstallCertificateRequest, context: ServerContext
    ) async throws -> Wire.InstallCertificateReply {
        _ = try gate.admit(context, .hub)
        do {
            try node.credentials.install(Array(request.certificate), at: node.clock())
            logger.info("the certificate was renewed")
            return Wire.InstallCertificateReply()
        } catch {
            logger.error("a new certificate is refused", metadata: ["reason": "\(error)"])
            throw RPCError(code: .failedPrecondition, message: "\(error)")
        }
    }
}
