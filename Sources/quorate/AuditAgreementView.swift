import AuditLog

/// What `quorate audit verify` says of logs that are laid beside each other; as JSON, its fields.
struct AuditAgreementView: Encodable {
    let gateways: [String]
    let custodians: [String]
    /// How many requests rest on shares.
    let requests: Int
    let contradictions: [String]
    let remarks: [String]

    init(_ agreement: AuditAgreement) {
        gateways = agreement.gateways
        custodians = agreement.custodians
        requests = agreement.requests
        contradictions = agreement.contradictions
        remarks = agreement.remarks
    }

    /// For a person.
    var lines: [String] {
        let verdict =
            "\(requests) requests at \(gateways.joined(separator: ", ")) have the records of the custodians that they rest "
            + "on, and the other way round (\(custodians.joined(separator: ", ")))"
        return contradictions + (contradictions.isEmpty ? [verdict] : []) + remarks
    }
}

/// What it says of several logs.
struct AuditFleetView: Encodable {
    let logs: [AuditReportView]
    let checkpoints: AuditCheckpointView
    let agreement: AuditAgreementView?
}
