/// A rule about how much of a key one place or one party may hold.
package enum SpreadRule: String, CaseIterable, Sendable {
    /// No region holds k or more shares.
    case region
    /// No vendor's modules hold k or more shares.
    case vendor
    /// No operator holds k or more shares.
    case operatorName = "operator"
    /// Losing any one region leaves k shares.
    case regionLoss = "region-loss"

    /// Which rule to do without first: what keeps a key usable before what keeps it secret, and then the rule about the
    /// smallest party first.
    static let mildestFirst: [SpreadRule] = [.regionLoss, .operatorName, .vendor, .region]
}
