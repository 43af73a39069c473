/// What all series of a ``RecurrentForecaster`` share.
package struct RecurrentModel: Sendable {
    let layout: RecurrentLayout
    package let network: LSTMNetwork
    /// What each feature is multiplied by.
    let factors: [Float]
    /// The outputs' unit, in logarithms.
    let unit: Float
    /// The loss of validation after each interval of training.
    package let validations: [Double]

    package var grid: TimeGrid { layout.grid }
    /// Bins ahead.
    package var horizons: [Int] { layout.horizons }
}
