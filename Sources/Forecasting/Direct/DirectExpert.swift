/// A linear model of one horizon on one scale.
package struct DirectExpert: Sendable {
    package let scale: CountScale
    /// Of ``Regressors``, in their order.
    package let coefficients: [Lanes]

    /// The value against the level.
    func value(_ regressors: [Lanes]) -> Double {
        var sums = Lanes.zero
        for index in coefficients.indices { sums.addProduct(coefficients[index], regressors[index]) }
        return Double(sums.sum())
    }
}
