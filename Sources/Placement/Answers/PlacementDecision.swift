import KeyMap

/// Where a key's shares go, and why. ``lines`` says it in words.
package struct PlacementDecision: Sendable {
    package struct Member: Hashable, Sendable {
        /// As it came; its `load` is the one from then.
        package let candidate: PlacementCandidate
        package let loadBefore: Int
        package let loadAfter: Int
    }

    package let policy: PlacementPolicy
    /// In the order of share indices: the member at position i holds share i + 1.
    package let members: [Member]
    /// What gave way, in the order of ``SpreadRule``; empty where every rule holds.
    package let relaxations: [PlacementRelaxation]
    package let passedOver: PassedOver
    /// How many custodians the fleet has.
    package let fleetCount: Int
    /// How many of them meet every rule about single custodians.
    package let qualifiedCount: Int
    /// How many do not, by the first rule that says so.
    package let excluded: [PlacementRule: Int]

    package var committee: [PlacementCandidate] { members.map(\.candidate) }
}
