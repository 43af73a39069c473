/// What is forecast of one key, with what is to be known before anything is done about it.
package struct LoadForecast: Sendable {
    /// A forecast of one horizon.
    package struct Horizon: Hashable, Sendable {
        /// Seconds from the end of the last bin that was known to the end of the one that is forecast.
        package var ahead: Int64
        /// Of a bin of five minutes.
        package var quantiles: Quantiles
        /// Σ|y - p50| / Σy of about the last day; nil where there was nothing to forecast yet.
        package var recentError: Double?
    }

    /// The end of the last bin that was known, in seconds since 1970-01-01T00:00:00.
    package var origin: Int64
    package var state: Baseline.State
    /// Whether it is what keys like it have, because too little was seen of this one.
    package var isBorrowed: Bool
    /// The name of the model that made it.
    package var model: String
    package var horizons: [Horizon]

    /// A forecast of a key that is still being learnt is not to be acted on.
    package var isActionable: Bool { state == .established }
}
