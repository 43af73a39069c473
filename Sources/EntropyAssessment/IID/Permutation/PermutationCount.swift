/// How a statistic of shuffled samples compared with that of the samples themselves (SP 800-90B, 5.1, step 2.3).
package struct PermutationCount: Equatable, Sendable {
    /// C_0: shuffles with more.
    package private(set) var greater = 0
    /// C_1: shuffles with as much.
    package private(set) var equal = 0
    /// C_2: shuffles with less.
    package private(set) var less = 0

    package init() {}

    mutating func note(_ shuffled: Double, against original: Double) {
        if shuffled > original {
            greater += 1
        } else if shuffled == original {
            equal += 1
        } else {
            less += 1
        }
    }

    /// The counts of two sets of shuffles together.
    package static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.greater += right.greater
        sum.equal += right.equal
        sum.less += right.less
        return sum
    }

    /// Whether the statistic is neither among the five greatest nor among the five least. No further shuffle can change
    /// that, so that nobody has to look at it again.
    package var passes: Bool { greater + equal > 5 && equal + less > 5 }
}
