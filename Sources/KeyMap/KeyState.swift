/// Where a key is in its life. ``KeyRecord/applying(_:at:)`` is the only way from one state to another.
package enum KeyState: Hashable, Sendable {
    case enabled
    case disabled
    case pendingDeletion(Timestamp)
    /// A primary key that is to be deleted so many days after its last replica.
    case pendingReplicaDeletion(days: Int)
    /// Its material is to come from outside, and is not there.
    case pendingImport

    /// The name in the AWS service model.
    package var name: String {
        switch self {
        case .enabled: "Enabled"
        case .disabled: "Disabled"
        case .pendingDeletion: "PendingDeletion"
        case .pendingReplicaDeletion: "PendingReplicaDeletion"
        case .pendingImport: "PendingImport"
        }
    }

    /// Whether its deletion was asked for.
    package var isPendingDeletion: Bool {
        switch self {
        case .pendingDeletion, .pendingReplicaDeletion: true
        case .enabled, .disabled, .pendingImport: false
        }
    }

    /// Whether the waiting period before its deletion has passed.
    func isDue(at now: Timestamp) -> Bool {
        if case .pendingDeletion(let date) = self { date <= now } else { false }
    }
}
