/// Where a key is in its life. ``KeyRecord/applying(_:at:)`` is the only way from one state to another.
package enum KeyState: Hashable, Sendable {
    case enabled
    case disabled
    case pendingDeletion(Timestamp)
    /// Its material is to come from outside, and is not there.
    case pendingImport

    /// The name in the AWS service model.
    package var name: String {
        switch self {
        case .enabled: "Enabled"
        case .disabled: "Disabled"
        case .pendingDeletion: "PendingDeletion"
        case .pendingImport: "PendingImport"
        }
    }
}
