import SecretSharing

/// Why a policy has no committee, and which policy near it has one.
struct PlacementDiagnosis {
    /// The steps of one question, and of all. A question that ends undecided counts as unanswered, so that on a fleet
    /// where searches are that hard the obstacles may not be the smallest and the nearest policy not the nearest.
    private static let stepsOfQuestion = 200_000
    private static let maximumSteps = 4_000_000

    private let fleet: PlacementFleet
    private let policy: PlacementPolicy

    init(_ fleet: PlacementFleet, _ policy: PlacementPolicy) {
        self.fleet = fleet
        self.policy = policy
    }

    var error: PlacementError {
        var steps = Self.maximumSteps
        let obstacles = obstacles(&steps)
        steps = Self.maximumSteps
        let nearest = NearestPolicy(fleet, to: policy).find { Self.isPossible(fleet, $0, &steps) }
        let reasons = obstacles.map { set in
            set.map { $0.statement(in: policy) }.joined(separator: " together with ")
        }
        var message = "this fleet has no committee for the placement \"\(policy.text)\"; in the way: "
        message += reasons.joined(separator: "; or: ")
        if let nearest {
            let changes = PlacementDifference(from: policy, to: nearest).words.joined(separator: ", ")
            message += ". The nearest placement that would do is \"\(nearest.text)\": \(changes)"
        } else {
            message += ". No placement would do: add custodians, or wait for those that are not available"
        }
        return PlacementError(.noCommittee, message, obstacles: obstacles, nearest: nearest)
    }

    /// The smallest sets of rules without which there is a committee.
    private func obstacles(_ steps: inout Int) -> [[PlacementRule]] {
        var found: [[PlacementRule]] = []
        for set in removableRules.subsetsBySize {
            if let first = found.first, set.count > first.count { break }
            let question = PlacementQuestion(fleet, policy, ignoring: Set(set + givingWay))
            if Self.answer(question, &steps).isPossible { found.append(set) }
        }
        return found.isEmpty ? [[.count]] : found
    }

    /// Rules of spread that are relaxed are in nobody's way.
    private var givingWay: [PlacementRule] {
        policy.spread.strictness == .relaxed ? policy.spread.orderedRules.map { .spread($0) } : []
    }

    /// The rules that the policy has, the mildest to do without first.
    private var removableRules: [PlacementRule] {
        var rules: [PlacementRule] = [.availability]
        if !policy.regions.isEmpty { rules.append(.regions) }
        if policy.leastTrust > 0 { rules.append(.trust) }
        if !policy.jurisdictions.isEmpty { rules.append(.jurisdictions) }
        guard policy.spread.strictness == .required else { return rules }
        return rules + SpreadRule.mildestFirst.filter { policy.spread.rules.contains($0) }.map { .spread($0) }
    }

    /// Whether a solver would place a key by the policy.
    private static func isPossible(_ fleet: PlacementFleet, _ policy: PlacementPolicy, _ steps: inout Int) -> Bool {
        let question = PlacementQuestion(fleet, policy)
        switch answer(question, &steps) {
        case .possible: return true
        case .undecided: return false
        case .impossible:
            return policy.spread.strictness == .relaxed && question.classes.total >= policy.threshold.count
        }
    }

    private static func answer(_ question: PlacementQuestion, _ steps: inout Int) -> CommitteeSearch.Answer {
        var allowed = min(steps, stepsOfQuestion)
        let before = allowed
        defer { steps -= before - allowed }
        return question.answer(steps: &allowed)
    }
}
