extension StatisticalTest {
    /// The states of the walk that a test of random excursions looks at, in the order of its p-values; none for others.
    package var excursionStates: [Int] {
        switch self {
        case .randomExcursions: [-4, -3, -2, -1, 1, 2, 3, 4]
        case .randomExcursionsVariant: (-9...9).filter { $0 != 0 }
        default: []
        }
    }
}
