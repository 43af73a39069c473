/// A health test that a source failed.
package struct HealthAlarm: Equatable, Sendable, CustomStringConvertible {
    package enum Test: String, Equatable, Sendable {
        case repetitionCount = "repetition count"
        case adaptiveProportion = "adaptive proportion"
    }

    package let test: Test
    /// The sample that made the test alarm, counted from 0 since the monitor was made.
    package let sampleIndex: UInt64
    /// B at that sample: equal samples in a row, or in the window; the cutoff itself.
    package let count: Int

    package init(test: Test, sampleIndex: UInt64, count: Int) {
        self.test = test
        self.sampleIndex = sampleIndex
        self.count = count
    }

    package var description: String {
        switch test {
        case .repetitionCount: "repetition count test: sample \(sampleIndex) is the \(count)th equal one in a row"
        case .adaptiveProportion:
            "adaptive proportion test: sample \(sampleIndex) is the \(count)th of its window that is equal to the first"
        }
    }
}
