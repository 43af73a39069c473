/// The statistics of the permutation test (SP 800-90B, 5.1.1 to 5.1.11, two of them for five lags each), by the names that
/// NIST's tool prints.
package enum PermutationStatistic: String, CaseIterable, Sendable {
    case excursion
    case directionalRuns = "numDirectionalRuns"
    case longestDirectionalRun = "lenDirectionalRuns"
    case increasesAndDecreases = "numIncreasesDecreases"
    case medianRuns = "numRunsMedian"
    case longestMedianRun = "lenRunsMedian"
    case averageCollision = "avgCollision"
    case longestCollision = "maxCollision"
    case periodicity1 = "periodicity(1)"
    case periodicity2 = "periodicity(2)"
    case periodicity8 = "periodicity(8)"
    case periodicity16 = "periodicity(16)"
    case periodicity32 = "periodicity(32)"
    case covariance1 = "covariance(1)"
    case covariance2 = "covariance(2)"
    case covariance8 = "covariance(8)"
    case covariance16 = "covariance(16)"
    case covariance32 = "covariance(32)"
    case compression

    /// p of 5.1.9 and 5.1.10.
    static let lags = [1, 2, 8, 16, 32]

    static func periodicity(_ position: Int) -> PermutationStatistic {
        [.periodicity1, .periodicity2, .periodicity8, .periodicity16, .periodicity32][position]
    }

    static func covariance(_ position: Int) -> PermutationStatistic {
        [.covariance1, .covariance2, .covariance8, .covariance16, .covariance32][position]
    }
}
