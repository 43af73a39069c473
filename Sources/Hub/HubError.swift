package import KeyMap

/// Why the hub could not do what it was asked.
package struct HubError: ControlPlaneFailure, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case custodianUnreachable, ceremonyFailed, storage, placement, unplaceable, entropy }
        private let wrapped: Wrapped
        /// A custodian that a ceremony needs did not answer.
        package static let custodianUnreachable = Code(wrapped: .custodianUnreachable)
        /// A custodian that a ceremony needs makes no keys, because its entropy is below the minimum.
        package static let entropy = Code(wrapped: .entropy)
        /// A member broke the protocol.
        package static let ceremonyFailed = Code(wrapped: .ceremonyFailed)
        /// The key map could not be stored.
        package static let storage = Code(wrapped: .storage)
        /// No committee meets the key's placement policy.
        package static let unplaceable = Code(wrapped: .unplaceable)
        /// The fleet has not the custodians that a committee needs.
        package static let placement = Code(wrapped: .placement)
    }

    package let code: Code
    package let message: String
    /// The custodians at fault or out of reach.
    package let custodians: [CustodianID]

    package init(_ code: Code, _ message: String, custodians: [CustodianID] = []) {
        self.code = code
        self.message = message
        self.custodians = custodians
    }

    package var kind: ControlPlaneFailureKind {
        switch code {
        case .storage: .internalFailure
        case .unplaceable: .badRequest
        case .entropy: .keyUnavailable
        default: .dependencyTimeout
        }
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
