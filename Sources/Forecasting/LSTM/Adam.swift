internal import RealModule

/// The optimiser Adam (Kingma and Ba, 2015) with decoupled weight decay (Loshchilov and Hutter, 2019) and the gradient
/// clipped by its norm (Pascanu, Mikolov and Bengio, 2013).
package struct Adam: Sendable {
    /// How much of the gradients' mean an update keeps.
    package var beta1: Float = 0.9
    /// How much of the mean of their squares it keeps; less than the usual 0.999, for trainings of some thousand updates.
    package var beta2: Float = 0.99
    /// Keeps the division finite.
    package var epsilon: Float = 1e-8
    /// The greatest Euclidean norm of a gradient; longer ones are shortened to it.
    package var clip: Float
    /// The part of each weight lost in an update, before multiplication with the learning rate.
    package var decay: Float
    private var mean: [Lanes]
    private var square: [Lanes]
    private var updates = 0

    /// - Parameters:
    ///   - parameterBlocks: how many blocks of eight parameters there are.
    ///   - clip: the greatest norm of a gradient.
    ///   - decay: weight decay; 0 for none.
    package init(parameterBlocks: Int, clip: Float, decay: Float) {
        self.clip = clip
        self.decay = decay
        mean = [Lanes](repeating: .zero, count: parameterBlocks)
        square = mean
    }

    /// Takes one step down.
    ///
    /// - Parameters:
    ///   - parameters: are changed.
    ///   - gradient: of the mean loss.
    ///   - rate: the learning rate.
    /// - Returns: the gradient's norm before it was clipped; an update of a norm that is not finite is left out.
    @discardableResult
    package mutating func update(_ parameters: inout [Lanes], by gradient: [Lanes], rate: Float) -> Float {
        var sum = Lanes.zero
        for value in gradient { sum += value * value }
        let norm = sum.sum().squareRoot()
        guard norm.isFinite else { return norm }
        updates += 1
        let scale = norm > clip ? clip / norm : 1
        let step = rate / (1 - Float.pow(beta1, updates))
        let correction = 1 / (1 - Float.pow(beta2, updates))
        for index in parameters.indices {
            let g = gradient[index] * scale
            let m = beta1 * mean[index] + (1 - beta1) * g
            let v = beta2 * square[index] + (1 - beta2) * g * g
            mean[index] = m
            square[index] = v
            let root = (v * correction).squareRoot() + epsilon
            parameters[index] -= step * m / root + rate * decay * parameters[index]
        }
        return norm
    }
}
