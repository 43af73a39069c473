/// Lengths of time for people.
enum DurationText {
    private static let units: [(length: Int64, name: String)] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]

    /// In the greatest unit that it is a whole number of.
    ///
    /// - Parameter seconds: 1 or more.
    static func text(_ seconds: Int64) -> String {
        units.first { seconds % $0.length == 0 }.map { "\(seconds / $0.length) \($0.name)" } ?? "\(seconds) s"
    }
}
