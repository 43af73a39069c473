/// The estimators of SP 800-90B, 6.3, by the names that NIST's tool prints.
package enum Estimator: String, CaseIterable, Sendable {
    case mostCommonValue = "Most Common Value"
    case collision = "Collision"
    case markov = "Markov"
    case compression = "Compression"
    case tTuple = "t-Tuple"
    case longestRepeatedSubstring = "LRS"
    case multiMostCommonInWindow = "MultiMCW Prediction"
    case lag = "Lag Prediction"
    case multiMarkov = "MultiMMC Prediction"
    case lz78y = "LZ78Y Prediction"

    /// Where the standard defines it.
    package var section: String {
        switch self {
        case .mostCommonValue: "6.3.1"
        case .collision: "6.3.2"
        case .markov: "6.3.3"
        case .compression: "6.3.4"
        case .tTuple: "6.3.5"
        case .longestRepeatedSubstring: "6.3.6"
        case .multiMostCommonInWindow: "6.3.7"
        case .lag: "6.3.8"
        case .multiMarkov: "6.3.9"
        case .lz78y: "6.3.10"
        }
    }

    /// Whether it is defined for two symbols only.
    package var isForBitsOnly: Bool { [.collision, .markov, .compression].contains(self) }
}
