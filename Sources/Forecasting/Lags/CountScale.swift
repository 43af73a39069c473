import RealModule

/// The scales that counts are forecast on. Each has its strength: products become sums in logarithms, the noise of counts
/// is even among roots, and sums stay sums among the counts themselves, of which many are zero.
package enum CountScale: Int, CaseIterable, Sendable {
    /// log(1 + count)
    case logarithm
    /// √count
    case root
    case count

    package func forward(_ count: Double) -> Double {
        switch self {
        case .logarithm: .log(onePlus: count)
        case .root: count.squareRoot()
        case .count: count
        }
    }

    /// The count whose value it is; never negative.
    package func backward(_ value: Double) -> Double {
        switch self {
        case .logarithm: max(0, .expMinusOne(value))
        case .root: value > 0 ? value * value : 0
        case .count: max(0, value)
        }
    }
}
