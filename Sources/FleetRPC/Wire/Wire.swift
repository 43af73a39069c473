package import FleetProto
import FoundationEssentials

/// The contract's messages under shorter names.
package enum Wire {
    package typealias UseBatch = Quorate_Custodian_V1_UseBatch
    package typealias UseReplyBatch = Quorate_Custodian_V1_UseReplyBatch
    package typealias UseRequest = Quorate_Custodian_V1_UseRequest
    package typealias BatchProof = Quorate_Custodian_V1_BatchProof
    package typealias UseReply = Quorate_Custodian_V1_UseReply
    package typealias SignerCommitment = Quorate_Custodian_V1_SignerCommitment
    package typealias NonceBatch = Quorate_Custodian_V1_NonceBatch
    package typealias Refusal = Quorate_Custodian_V1_Refusal
    package typealias SignatureScheme = Quorate_Custodian_V1_SignatureScheme
    package typealias KeyMapUpdate = Quorate_Custodian_V1_KeyMapUpdate
    package typealias KeyMapAcknowledgement = Quorate_Custodian_V1_KeyMapAcknowledgement
    package typealias KeyGenerationRequest = Quorate_Custodian_V1_KeyGenerationRequest
    package typealias KeyGenerationReply = Quorate_Custodian_V1_KeyGenerationReply
    package typealias MaterialRequest = Quorate_Custodian_V1_MaterialRequest
    package typealias MaterialReply = Quorate_Custodian_V1_MaterialReply
    package typealias PermitRequestBatch = Quorate_Custodian_V1_PermitRequestBatch
    package typealias PermitReplyBatch = Quorate_Custodian_V1_PermitReplyBatch
    package typealias PermitRequest = Quorate_Custodian_V1_PermitRequest
    package typealias PermitReply = Quorate_Custodian_V1_PermitReply
    package typealias ReleaseBatch = Quorate_Custodian_V1_ReleaseBatch
    package typealias ReleaseReplyBatch = Quorate_Custodian_V1_ReleaseReplyBatch
    package typealias ReleaseRequest = Quorate_Custodian_V1_ReleaseRequest
    package typealias ReleaseReply = Quorate_Custodian_V1_ReleaseReply
    package typealias DescribeRequest = Quorate_Custodian_V1_DescribeRequest
    package typealias DescribeReply = Quorate_Custodian_V1_DescribeReply
    package typealias FleetKeyRequest = Quorate_Custodian_V1_FleetKeyRequest
    package typealias FleetKeyReply = Quorate_Custodian_V1_FleetKeyReply
    package typealias CertificateRequestRequest = Quorate_Custodian_V1_CertificateRequestRequest
    package typealias CertificateRequestReply = Quorate_Custodian_V1_CertificateRequestReply
    package typealias InstallCertificateRequest = Quorate_Custodian_V1_InstallCertificateRequest
    package typealias InstallCertificateReply = Quorate_Custodian_V1_InstallCertificateReply
    package typealias CheckpointExchange = Quorate_Custodian_V1_CheckpointExchange
    package typealias Service = Quorate_Custodian_V1_Custodian
    package typealias Hub = Quorate_Hub_V1_Hub
    package typealias ControlRequest = Quorate_Hub_V1_ControlRequest
    package typealias ControlReply = Quorate_Hub_V1_ControlReply
    package typealias ControlFailure = Quorate_Hub_V1_ControlFailure
    package typealias ControlFailureCode = Quorate_Hub_V1_ControlFailureCode
    package typealias FetchAccessKeyMasterRequest = Quorate_Hub_V1_FetchAccessKeyMasterRequest
    package typealias FetchAccessKeyMasterReply = Quorate_Hub_V1_FetchAccessKeyMasterReply
    package typealias RenewCertificateRequest = Quorate_Hub_V1_RenewCertificateRequest
    package typealias RenewCertificateReply = Quorate_Hub_V1_RenewCertificateReply
    package typealias UseReport = Quorate_Hub_V1_UseReport
    package typealias LastUse = Quorate_Hub_V1_LastUse
    package typealias JoinRequest = Quorate_Hub_V1_JoinRequest
    package typealias JoinReply = Quorate_Hub_V1_JoinReply

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
