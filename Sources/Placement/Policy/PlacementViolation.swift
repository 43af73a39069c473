/// A rule that a committee does not meet, and how.
package struct PlacementViolation: Hashable, Sendable, CustomStringConvertible {
    package let rule: PlacementRule
    /// What is the case, such as "region eu-west-1 holds 3 shares where at most 2 are allowed".
    package let message: String

    package var description: String { message }
}
