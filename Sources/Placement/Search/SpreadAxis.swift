/// What shares are spread over.
enum SpreadAxis: Int, CaseIterable, Sendable {
    case region, vendor, operatorName

    init(of rule: SpreadRule) {
        self =
            switch rule {
            case .region, .regionLoss: .region
            case .vendor: .vendor
            case .operatorName: .operatorName
            }
    }

    var word: String {
        switch self {
        case .region: "region"
        case .vendor: "vendor"
        case .operatorName: "operator"
        }
    }

    func name(of candidate: PlacementCandidate) -> String {
        switch self {
        case .region: candidate.region
        case .vendor: candidate.vendor
        case .operatorName: candidate.operatorName
        }
    }

    func name(of profile: CandidateProfile) -> String {
        switch self {
        case .region: profile.region
        case .vendor: profile.vendor
        case .operatorName: profile.operatorName
        }
    }
}
