/// The weights of an ensemble for quiet series and for noisy ones: what forecasts a tide well is not what forecasts
/// traffic well.
package struct ClassWeights: Equatable, Sendable {
    /// Series whose ``PanelSeries/scale`` is at least this are the noisy ones.
    package let threshold: Double
    /// The weights for series below the threshold.
    package let quiet: ConvexWeights
    /// The weights for the others.
    package let noisy: ConvexWeights

    /// Joins a threshold and the weights on its two sides.
    package init(threshold: Double, quiet: ConvexWeights, noisy: ConvexWeights) {
        self.threshold = threshold
        self.quiet = quiet
        self.noisy = noisy
    }

    /// The weights for a series.
    package func weights(for series: PanelSeries) -> ConvexWeights {
        series.scale >= threshold ? noisy : quiet
    }
}
