import FleetProto
import FoundationEssentials

/// The contract's messages under shorter names.
enum Wire {
    typealias UseBatch = Quorate_Custodian_V1_UseBatch
    typealias UseReplyBatch = Quorate_Custodian_V1_UseReplyBatch
    typealias UseRequest = Quorate_Custodian_V1_UseRequest
    typealias BatchProof = Quorate_Custodian_V1_BatchProof
    typealias UseReply = Quorate_Custodian_V1_UseReply
    typealias SignerCommitment = Quorate_Custodian_V1_SignerCommitment
    typealias NonceBatch = Quorate_Custodian_V1_NonceBatch
    typealias Refusal = Quorate_Custodian_V1_Refusal
    typealias SignatureScheme = Quorate_Custodian_V1_SignatureScheme
    typealias KeyMapUpdate = Quorate_Custodian_V1_KeyMapUpdate
    typealias KeyMapAcknowledgement = Quorate_Custodian_V1_KeyMapAcknowledgement
    typealias KeyGenerationRequest = Quorate_Custodian_V1_KeyGenerationRequest
    typealias KeyGenerationReply = Quorate_Custodian_V1_KeyGenerationReply
    typealias MaterialRequest = Quorate_Custodian_V1_MaterialRequest
    typealias MaterialReply = Quorate_Custodian_V1_MaterialReply
    typealias PermitRequestBatch = Quorate_Custodian_V1_PermitRequestBatch
    typealias PermitReplyBatch = Quorate_Custodian_V1_PermitReplyBatch
    typealias PermitRequest = Quorate_Custodian_V1_PermitRequest
    typealias PermitReply = Quorate_Custodian_V1_PermitReply
    typealias ReleaseBatch = Quorate_Custodian_V1_ReleaseBatch
    typealias ReleaseReplyBatch = Quorate_Custodian_V1_ReleaseReplyBatch
    typealias ReleaseRequest = Quorate_Custodian_V1_ReleaseRequest
    typealias ReleaseReply = Quorate_Custodian_V1_ReleaseReply
    typealias DescribeRequest = Quorate_Custodian_V1_DescribeRequest
    typealias DescribeReply = Quorate_Custodian_V1_DescribeReply
    typealias FleetKeyRequest = Quorate_Custodian_V1_FleetKeyRequest
    typealias FleetKeyReply = Quorate_Custodian_V1_FleetKeyReply
    typealias CertificateRequestRequest = Quorate_Custodian_V1_CertificateRequestRequest
    typealias CertificateRequestReply = Quorate_Custodian_V1_CertificateRequestReply
    typealias InstallCertificateRequest = Quorate_Custodian_V1_InstallCertificateRequest
    typealias InstallCertificateReply = Quorate_Custodian_V1_InstallCertificateReply
    typealias Service = Quorate_Custodian_V1_Custodian
    typealias Hub = Quorate_Hub_V1_Hub
    typealias ControlRequest = Quorate_Hub_V1_ControlRequest
    typealias ControlReply = Quorate_Hub_V1_ControlReply
    typealias ControlFailure = Quorate_Hub_V1_ControlFailure
    typealias ControlFailureCode = Quorate_Hub_V1_ControlFailureCode
    typealias FetchAccessKeyMasterRequest = Quorate_Hub_V1_FetchAccessKeyMasterRequest
    typealias FetchAccessKeyMasterReply = Quorate_Hub_V1_FetchAccessKeyMasterReply
    typealias RenewCertificateRequest = Quorate_Hub_V1_RenewCertificateRequest
    typealias RenewCertificateReply = Quorate_Hub_V1_RenewCertificateReply
    typealias JoinRequest = Quorate_Hub_V1_JoinRequest
    typealias JoinReply = Quorate_Hub_V1_JoinReply

    /// The largest message either side takes, bytes.
    static let messageLimit = 4 << 20
}

/// Text that a peer sends and a person may read.
enum PeerText {
    /// At most 256 printable characters of it.
    static func limited(_ text: String) -> String {
        String(text.unicodeScalars.prefix(256).filter { $0.properties.generalCategory != .control }.map(Character.init))
    }
}

/// Why a message of the contract means nothing.
struct WireError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
