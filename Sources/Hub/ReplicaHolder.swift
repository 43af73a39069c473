package import KeyMap

/// Who keeps a replica of the key map.
package enum ReplicaHolder: Hashable, Sendable, CustomStringConvertible {
    case custodian(CustodianID)
    case gateway(String)

    package var custodian: CustodianID? {
        if case .custodian(let id) = self { id } else { nil }
    }

    package var description: String {
        switch self {
        case .custodian(let id): "custodian \(id)"
        case .gateway(let id): "gateway \(id)"
        }
    }
}

/// What a replica receives after its snapshot, in this order.
package enum ReplicaUpdate: Sendable {
    case changes([SignedChange])
    /// The fleet's charter as the root key signed it.
    case charter([UInt8])
}
