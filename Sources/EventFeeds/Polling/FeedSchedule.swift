/// How often a feed is asked for.
package struct FeedSchedule: Hashable, Sendable {
    /// Seconds from one success to the next attempt.
    package let interval: Double
    /// Seconds from a first failure to the next attempt; each further failure doubles them.
    package let firstRetry: Double
    /// Seconds that retries are apart at most.
    package let longestRetry: Double

    package init(interval: Double = 900, firstRetry: Double = 30, longestRetry: Double = 3_600) {
        precondition(interval > 0 && firstRetry > 0 && longestRetry >= firstRetry, "no schedule without a wait")
        self.interval = interval
        self.firstRetry = firstRetry
        self.longestRetry = longestRetry
    }

    /// Seconds to wait after so many failures, at least one, in a row.
    func retry(after failures: Int) -> Double {
        var wait = firstRetry
        for _ in 1..<max(failures, 1) where wait < longestRetry { wait *= 2 }
        return min(wait, longestRetry)
    }
}
