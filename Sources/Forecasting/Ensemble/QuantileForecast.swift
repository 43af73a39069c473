/// Quantiles of a series' next steps, as differences to the same step of the season before in the series' own unit (see
/// ``PanelSeries``).
package struct QuantileForecast: Equatable, Sendable {
    /// values[j][k]: level j, step k ahead.
    package var values: [[Float]]

    /// Takes the values of each level.
    package init(values: [[Float]]) { self.values = values }
}
