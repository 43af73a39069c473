package import Groups

/// Lagrange interpolation over a set of indices: at zero, where the secret is, or at another member's index.
package struct Interpolation<Field: ScalarField>: Sendable {
    /// The coefficient lambda_i of each index; they sum the shares to the secret.
    package let coefficients: [ShareIndex: Scalar<Field>]

    /// - Parameter member: whose share the coefficients make, instead of the secret.
    /// - Throws: ``SharingError`` with `.duplicateIndex`, or `.wrongCount` where there are fewer than k indices, or
    ///   `.badIndex` where one is above n.
    package init(
        over indices: [ShareIndex], at member: ShareIndex? = nil, threshold: Threshold
    ) throws(SharingError) {
        guard indices.count >= threshold.quorum else {
            throw SharingError(
                .wrongCount, "\(indices.count) shares are too few: a quorum of \(threshold) is \(threshold.quorum)")
        }
        var seen: Set<ShareIndex> = []
        for index in indices {
            guard index.value <= threshold.count else {
                throw SharingError(.badIndex, "the index \(index) is above the committee's size of \(threshold.count)")
            }
            guard seen.insert(index).inserted else {
                throw SharingError(.duplicateIndex, "the index \(index) stands twice in a quorum")
            }
        }
        let point = member?.value ?? 0
        var coefficients: [ShareIndex: Scalar<Field>] = [:]
        for index in indices {
            // Indices are at most 20, so that no product exceeds 20!, which is below 2^63.
            var numerator = 1
            var denominator = 1
            for other in indices where other != index {
                numerator *= other.value - point
                denominator *= other.value - index.value
            }
            coefficients[index] = try Self.quotient(numerator, denominator)
        }
        self.coefficients = coefficients
    }

    /// A fraction as a number of the field. In lowest terms its denominator is most often 1, and nothing to invert.
    private static func quotient(_ numerator: Int, _ denominator: Int) throws(SharingError) -> Scalar<Field> {
        var (divisor, rest) = (numerator.magnitude, denominator.magnitude)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        guard divisor != 0, denominator != 0 else {
            throw SharingError(.duplicateIndex, "an index of a quorum stands twice in it")
        }
        let isNegative = (numerator < 0) != (denominator < 0)
        let magnitude = Scalar<Field>(UInt64(numerator.magnitude / divisor))
        let signed = isNegative ? .zero - magnitude : magnitude
        let bottom = UInt64(denominator.magnitude / divisor)
        guard bottom != 1 else { return signed }
        do {
            return signed * (try Scalar(inverseOf: bottom))
        } catch {
            throw SharingError(.duplicateIndex, "an index of a quorum stands twice in it")
        }
    }

    /// lambda_i; zero for an index outside the set.
    package subscript(index: ShareIndex) -> Scalar<Field> {
        coefficients[index] ?? .zero
    }

    /// The secret of which these are shares. The product never does this with a threshold key; quorum custody and tests
    /// do.
    package static func reconstruct(
        _ shares: [(index: ShareIndex, share: SharedSecret<Field>)], threshold: Threshold
    ) throws(SharingError) -> SecretScalar<Field> {
        let interpolation = try Interpolation(over: shares.map(\.index), threshold: threshold)
        var sum = SecretScalar<Field>(Scalar.zero)
        for (index, share) in shares {
            sum = sum.adding(share.scalar.multiplied(by: interpolation[index]))
        }
        return sum
    }

    /// The sum of lambda_i times elements: a threshold result from partial ones. An index outside the set adds nothing.
    package func combine<Group: PrimeOrderGroup>(
        _ partials: [ShareIndex: SecretElement<Group>]
    ) -> SecretElement<Group> where Group.Field == Field {
        SecretElement(sumOf: partials.map { (self[$0.key], $0.value) })
    }
}
