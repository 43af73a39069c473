/// A committee as numbers of the fleet's candidates, and what was passed over for it.
struct CommitteeChoice: Sendable {
    /// In the order in which they were chosen.
    let members: [Int]
    let passedOver: PassedOver
}
