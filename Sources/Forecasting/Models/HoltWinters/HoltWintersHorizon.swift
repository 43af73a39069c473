import RealModule

/// How the series of a ``HoltWinters`` are forecast at one horizon.
package struct HoltWintersHorizon: Hashable, Sendable {
    /// Bins ahead.
    package let horizon: Int
    package let parameters: HoltWintersParameters
    /// What the trend of one bin adds up to until then.
    let drift: Double
    /// What is left of the last residual by then.
    let carry: Double

    init(horizon: Int, _ parameters: HoltWintersParameters) {
        self.horizon = horizon
        self.parameters = parameters
        let damping = HoltWintersParameters.damping
        drift = damping * (1 - Double.pow(damping, horizon)) / (1 - damping)
        carry = Double.pow(parameters.memory, horizon)
    }
}
