package import KeyMap

/// What the solver knows of a custodian.
package struct PlacementCandidate: Hashable, Sendable {
    package let id: CustodianID
    package let region: String
    package let jurisdiction: String
    /// From 0, the least.
    package let trust: UInt8
    package let vendor: String
    package let operatorName: String
    package let kind: CandidateKind
    /// Whether it can take part in a ceremony now.
    package let isAvailable: Bool
    /// The weight of the shares that it holds; a share weighs 1 unless the caller says otherwise.
    package let load: Int

    package init(
        id: CustodianID, region: String, jurisdiction: String, trust: UInt8, vendor: String, operatorName: String,
        kind: CandidateKind = .resident, isAvailable: Bool = true, load: Int = 0
    ) {
        self.id = id
        self.region = region
        self.jurisdiction = jurisdiction
        self.trust = trust
        self.vendor = vendor
        self.operatorName = operatorName
        self.kind = kind
        self.isAvailable = isAvailable
        self.load = load
    }
}
