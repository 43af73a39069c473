/// Custodians that no rule of spread tells apart: one region, one vendor, one operator.
struct CommitteeClass: Hashable, Sendable {
    let region: Int
    let vendor: Int
    let operatorName: Int

    subscript(axis: SpreadAxis) -> Int {
        switch axis {
        case .region: region
        case .vendor: vendor
        case .operatorName: operatorName
        }
    }
}
