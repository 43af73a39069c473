/// The templates of the non-overlapping test: patterns that cannot overlap themselves (SP 800-22 section 2.7).
package enum AperiodicTemplates {
    /// The most templates that NIST's suite tries.
    package static let limit = 148

    /// All patterns of so many bits no beginning of which is also an end, ascending, as numbers.
    ///
    /// - Parameter length: 2...21.
    package static func all(ofLength length: Int) -> [Int] {
        (0..<1 << length).filter { pattern in
            (1..<length).allSatisfy { shift in
                pattern >> shift != pattern & ((1 << (length - shift)) - 1)
            }
        }
    }

    /// Those that NIST's suite (STS 2.1.2) tries: all up to 148 of them; of more, one out of every floor(count / 148),
    /// and no more than 148.
    ///
    /// - Parameter length: 2...21.
    package static func chosen(ofLength length: Int) -> [Int] {
        let all = all(ofLength: length)
        let step = max(1, all.count / limit)
        return stride(from: 0, to: all.count, by: step).prefix(limit).map { all[$0] }
    }
}
