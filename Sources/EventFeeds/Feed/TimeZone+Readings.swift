import Foundation

extension TimeZone {
    /// What a clock of the zone shows at an instant, as seconds since its 1970-01-01T00:00:00.
    ///
    /// - Parameter instant: seconds since 1970-01-01T00:00:00Z.
    func reading(of instant: Int64) -> Int64 { instant + offset(at: instant) }

    /// When a clock of the zone shows a time. RFC 5545, section 3.3.5: a time that it shows twice is the first, and one that
    /// it leaves out is told by the offset before the gap.
    ///
    /// - Returns: seconds since 1970-01-01T00:00:00Z.
    func instant(of reading: Int64) -> Int64 {
        let before = offset(at: reading - 86_400)
        let after = offset(at: reading + 86_400)
        if before == after || offset(at: reading - before) == before { return reading - before }
        return offset(at: reading - after) == after ? reading - after : reading - before
    }

    private func offset(at instant: Int64) -> Int64 {
        Int64(secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))))
    }
}
