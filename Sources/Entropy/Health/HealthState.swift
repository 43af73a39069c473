/// Where a source stands with its health tests (SP 800-90B, 4.3).
package enum HealthState: Equatable, Sendable {
    /// Before its start-up tests have ended.
    ///
    /// - Parameter clean: samples in a row without alarm so far.
    case starting(clean: Int)
    /// Its samples may be used.
    case healthy
    /// In quarantine, until start-up tests pass again.
    ///
    /// - Parameters:
    ///   - alarm: the last one.
    ///   - clean: samples in a row without alarm since then.
    case alarmed(HealthAlarm, clean: Int)
}
