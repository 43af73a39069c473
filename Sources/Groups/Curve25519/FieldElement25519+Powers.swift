extension FieldElement25519 {
    /// The inverse, by Fermat's little theorem; zero for zero.
    package func inverted() -> Self {
        let (power, eleventh) = powersOfRuns()
        return power.squared(times: 5) * eleventh
    }

    /// The power (p - 5) / 8 = 2^252 - 3.
    package func raisedToSquareRootExponent() -> Self {
        let (power, _) = powersOfRuns()
        return power.squared(times: 2) * self
    }

    /// The powers 2^250 - 1 and 11: in the exponent, runs of ones are doubled in length.
    private func powersOfRuns() -> (run: Self, eleventh: Self) {
        let second = squared()
        let ninth = second.squared(times: 2) * self
        let eleventh = ninth * second
        let run5 = eleventh.squared() * ninth
        let run10 = run5.squared(times: 5) * run5
        let run20 = run10.squared(times: 10) * run10
        let run40 = run20.squared(times: 20) * run20
        let run50 = run40.squared(times: 10) * run10
        let run100 = run50.squared(times: 50) * run50
        let run200 = run100.squared(times: 100) * run100
        return (run200.squared(times: 50) * run50, eleventh)
    }

    /// SQRT_RATIO_M1 (RFC 9496 section 4.2): the even square root of numerator / denominator where that is a square, and
    /// else the even square root of i times it; zero where one of the two is zero.
    ///
    /// - Returns: whether it is a square (no for a denominator of zero, unless the numerator is zero), and the root,
    ///   reduced.
    package static func squareRoot(ofRatio numerator: Self, _ denominator: Self) -> (isSquare: Choice, root: Self) {
        let cubed = denominator.squared() * denominator
        let seventh = cubed.squared() * denominator
        let root = numerator * cubed * (numerator * seventh).raisedToSquareRootExponent()
        // The square of this root is the ratio up to a power of i = sqrt(-1).
        let found = denominator * root.squared()
        let numerator = numerator.carried()
        let isRight = found.isEqual(to: numerator)
        let isNegative = (found + numerator).isZero
        let isNegativeTimesI = (found + numerator * .squareRootOfMinusOne).isZero
        let corrected = root.replaced(by: root * .squareRootOfMinusOne, if: isNegative || isNegativeTimesI)
        return (isRight || isNegative, corrected.magnitude)
    }

    /// The power (p - 1) / 4, which is 1 exactly for fourth powers, and else another power of i, or zero.
    package func quarticSymbol() -> Self {
        raisedToSquareRootExponent().squared() * self
    }
}
