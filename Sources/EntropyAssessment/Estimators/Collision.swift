/// The collision estimate (SP 800-90B, 6.3.2) of a bit string: how long until a value comes again.
enum Collision {
    /// - Parameter bits: one a byte.
    /// - Throws: ``AssessmentError`` with `.tooShort` where there are not two collisions.
    static func estimate(_ bits: [UInt8]) throws(AssessmentError) -> Estimate {
        var (collisions, position, squares) = (0, 0, 0)
        while position + 1 < bits.count {
            let length = bits[position] == bits[position + 1] ? 2 : 3
            guard position + length <= bits.count else { break }
            collisions += 1
            squares += length * length
            position += length
        }
        guard collisions >= 2 else {
            throw AssessmentError(
                .tooShort,
                "the collision estimate needs two collisions, which 6 bits always have; \(bits.count) bits have "
                    + "\(collisions)")
        }
        let mean = Double(position) / Double(collisions)
        let variance = (Double(squares) - Double(position) * mean) / Double(collisions - 1)
        let deviation = max(0, variance).squareRoot()
        // A collision takes two bits or more.
        let bound = max(2, mean - Estimate.zAlpha * deviation / Double(collisions).squareRoot())
        // Step 7 for two values is bound = -2 p^2 + 2 p + 2, of which p is the greater root; none above 2.5.
        let probability = bound < 2.5 ? 0.5 + (1.25 - 0.5 * bound).squareRoot() : 0.5
        return Estimate(
            [
                Figure("v", collisions), Figure("Sum t_i", position), Figure("X-bar", mean),
                Figure("sigma-hat", deviation), Figure("X-bar'", bound), Figure("p", probability),
            ],
            minEntropy: Estimate.bits(probability))
    }
}
