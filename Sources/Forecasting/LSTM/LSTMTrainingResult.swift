/// What training made.
package struct LSTMTrainingResult: Sendable {
    /// The averaged weights of the best validation, or the last ones without validation.
    package internal(set) var network: LSTMNetwork
    /// Updates until then.
    package internal(set) var updates: Int
    /// The validation loss after each interval.
    package internal(set) var validations: [Double]
}
