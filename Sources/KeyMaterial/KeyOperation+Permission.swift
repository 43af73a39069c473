package import KeyMap

extension KeyOperation.Kind {
    /// Why a key may not be used so at this moment, by the signed key map; nil where it may. Gateway, hub and every
    /// custodian ask this, each with its own copy of the map.
    package func refusal(by key: KeyRecord, at now: Timestamp) -> String? {
        let state = key.settled(at: now).state
        guard key.custody == .quorum else { return "key \(key.id) is under \(key.custody.rawValue) custody" }
        if self == .importMaterial {
            guard key.origin == .external else { return "key \(key.id) has material of its own and takes none" }
            return state.isPendingDeletion ? "key \(key.id) is \(state.name)" : nil
        }
        guard state == .enabled else { return "key \(key.id) is \(state.name), not Enabled" }
        guard usage == key.usage else { return "key \(key.id) is for \(key.usage.rawValue) only" }
        return nil
    }
}
