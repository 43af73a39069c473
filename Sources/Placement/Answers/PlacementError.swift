/// Why a policy is refused, or why a key has no committee.
package struct PlacementError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case badPolicy, badFleet, noCommittee, undecided }
        private let wrapped: Wrapped
        /// A text, or fields, that make no policy.
        package static let badPolicy = Code(wrapped: .badPolicy)
        /// Custodians that make no fleet.
        package static let badFleet = Code(wrapped: .badFleet)
        /// No committee of the fleet meets the policy's rules.
        package static let noCommittee = Code(wrapped: .noCommittee)
        /// The search's steps ended before it was known whether there is a committee.
        package static let undecided = Code(wrapped: .undecided)
    }

    package let code: Code
    package let message: String
    /// With `.noCommittee`: the smallest sets of rules without which there would be a committee, the mildest first.
    /// `[[.count]]` where no rule but the number of shares is in the way.
    package let obstacles: [[PlacementRule]]
    /// With `.noCommittee`: the policy with the least change that the fleet has a committee for; nil where it has none
    /// for any.
    package let nearest: PlacementPolicy?

    package init(
        _ code: Code, _ message: String, obstacles: [[PlacementRule]] = [], nearest: PlacementPolicy? = nil
    ) {
        self.code = code
        self.message = message
        self.obstacles = obstacles
        self.nearest = nearest
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}

extension PlacementError {
    static func undecided(_ policy: PlacementPolicy, steps: Int) -> PlacementError {
        PlacementError(
            .undecided,
            "whether this fleet has a committee for the placement \"\(policy.text)\" is not known: the search was "
                + "ended after \(steps) steps. Ask for fewer shares or fewer rules of spread, or add "
                + "custodians")
    }
}
