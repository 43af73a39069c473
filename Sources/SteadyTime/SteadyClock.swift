/// Time that passes at the same pace whatever becomes of the machine's date: for deadlines, for waiting and for measuring. The
/// system's in the product; one that stands still between events where a whole fleet is simulated.
package protocol SteadyClock: Clock where Instant == ContinuousClock.Instant, Duration == Swift.Duration {}

extension ContinuousClock: SteadyClock {}
