package import KeyMap

/// How a node does: the answer to `GET /health`, for anyone who may reach it. It names no file and no key.
package struct HealthReport: Codable, Hashable, Sendable {
    package enum Status: String, Codable, Sendable {
        /// Everything serves, and some custodians may be lost.
        case ok
        /// Everything serves, and the next loss may end that, or somebody is to blame for something.
        case degraded
        /// Requests are refused: all of them, or those for a key that has no quorum in reach.
        case failing
    }

    package let status: Status
    /// Why it is not ok, for people; empty where it is.
    package let reasons: [String]
    package let margins: [QuorumMargin]
    /// The custodians that are out of reach.
    package let unreachable: [String]
    /// The custodians that were caught lying not long ago, or leave requests without an answer.
    package let blamed: [String]

    /// - Parameters:
    ///   - isAuditWritten: whether the node's own audit log takes records.
    ///   - isAuditWhole: whether nothing was found to be missing from it.
    ///   - isEntropySufficient: whether the node has entropy enough to make keys.
    ///   - starved: custodians that have not.
    package init(
        margins: [QuorumMargin], unreachable: [CustodianID], blamed: [CustodianID], isAuditWritten: Bool,
        isAuditWhole: Bool, isEntropySufficient: Bool = true, starved: [CustodianID] = []
    ) {
        self.margins = margins
        self.unreachable = unreachable.map(\.description)
        self.blamed = blamed.map(\.description)
        var failures: [String] = []
        if let worst = margins.min(by: { $0.margin < $1.margin }), worst.margin < 0 {
            failures.append("an enabled key has no quorum in reach")
        }
        if !isAuditWritten {
            failures.append(
                "the audit log cannot be written, so what needs a record is refused; `quorate status` says why")
        }
        var warnings: [String] = []
        if margins.contains(where: { $0.margin == 0 }) {
            warnings.append("the loss of one more custodian takes a key out of service")
        }
        if !unreachable.isEmpty { warnings.append("custodians are out of reach") }
        if !blamed.isEmpty { warnings.append("custodians lie or do not answer") }
        if !isEntropySufficient {
            warnings.append("entropy is below its minimum, so no keys are made; `quorate entropy status` says why")
        }
        if !starved.isEmpty {
            warnings.append(
                "entropy of \(starved.map(\.description).joined(separator: ", ")) is below its minimum, so that no keys are "
                    + "made with it; `quorate entropy status` says why")
        }
        if !isAuditWhole { warnings.append("the audit log lacks records") }
        status = !failures.isEmpty ? .failing : warnings.isEmpty ? .ok : .degraded
        reasons = failures + warnings
    }
}
