/// How many custodians came before the last one chosen and are not in the committee, and why.
package struct PassedOver: Hashable, Sendable {
    /// Their region held as many shares as it may.
    package internal(set) var forRegion = 0
    package internal(set) var forVendor = 0
    package internal(set) var forOperator = 0
    /// With one of them and those chosen before, no committee would have been left.
    package internal(set) var forCompletion = 0

    package var total: Int { forRegion + forVendor + forOperator + forCompletion }

    /// Such as "2 for their region, 1 for their vendor".
    var text: String {
        [
            (forRegion, "for their region"), (forVendor, "for their vendor"), (forOperator, "for their operator"),
            (forCompletion, "because no committee would have been left"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
