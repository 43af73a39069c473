import KeyMap

/// The candidates in ascending order of id, grouped by profile; everything but their loads.
struct PlacementFleet: Sendable {
    /// A candidate's number must fit beside its rank; see `TieBreak`.
    static let maximumCount = 1 << TieBreak.numberBits

    let candidates: [PlacementCandidate]
    /// The distinct profiles, in the order of their first candidates.
    private(set) var profiles: [CandidateProfile] = []
    /// How many candidates have each profile.
    private(set) var sizes: [Int] = []
    /// The profile of each candidate.
    private(set) var profileOf: [Int] = []
    /// A fingerprint of each candidate's id, for breaking ties.
    let fingerprints: [UInt64]
    let numbers: [CustodianID: Int]

    /// - Throws: ``PlacementError`` with `.badFleet` where two candidates have one id, or there are too many.
    init(_ unordered: [PlacementCandidate]) throws(PlacementError) {
        guard unordered.count <= Self.maximumCount else {
            throw PlacementError(
                .badFleet, "a fleet of \(unordered.count) custodians is larger than \(Self.maximumCount)")
        }
        candidates = unordered.sorted { $0.id.description < $1.id.description }
        for (candidate, next) in zip(candidates, candidates.dropFirst()) where candidate.id == next.id {
            throw PlacementError(.badFleet, "custodian \(candidate.id) is twice in the fleet: name it once")
        }
        fingerprints = candidates.map { TieBreak.fingerprint(of: $0.id.description) }
        numbers = Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($1.id, $0) })
        var known: [CandidateProfile: Int] = [:]
        for candidate in candidates {
            let profile = CandidateProfile(candidate)
            let number = known[profile] ?? profiles.count
            if number == profiles.count {
                known[profile] = number
                profiles.append(profile)
                sizes.append(0)
            }
            sizes[number] += 1
            profileOf.append(number)
        }
    }
}
