/// A day of the week, in the order of ISO 8601.
enum Weekday: Int, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// As RFC 5545 writes them, in the same order.
    private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    /// Nil for any other text.
    init?(_ name: String) {
        guard let place = Self.names.firstIndex(of: name.uppercased()) else { return nil }
        self.init(rawValue: place)
    }

    /// - Parameter number: days since 1970-01-01, which was a Thursday.
    init(ofDay number: Int) {
        let place = (number + 3) % 7
        self = Self.allCases[place < 0 ? place + 7 : place]
    }

    /// Days since the last day of this kind, 0 to 6.
    func daysBack(from number: Int) -> Int { (Weekday(ofDay: number).rawValue - rawValue + 7) % 7 }
}
