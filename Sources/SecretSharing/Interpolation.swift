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
        let point = member?.scalar(in: Field.self) ?? .zero
        var coefficients: [ShareIndex: Scalar<Field>] = [:]
        for index in indices {
            var numerator = Scalar<Field>.one
            var denominator = Scalar<Field>.one
            let x = index.scalar(in: Field.self)
            for other in indices where other != index {
                let y = other.scalar(in: Field.self)
                numerator = numerator * (y - point)
                denominator = denominator * (y - x)
            }
            do {
                coefficients[index] = numerator * (try denominator.inverted())
            } catch {
                throw SharingError(.duplicateIndex, "two indices of a quorum are equal modulo the group's order")
            }
        }
        self.coefficients = coefficients
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

    /// The sum of lambda_i times elements: a threshold result from partial ones.
    package func combine<Group: PrimeOrderGroup>(
        _ partials: [ShareIndex: Element<Group>]
    ) -> Element<Group> where Group.Field == Field {
        partials.reduce(.identity) { sum, partial in sum + partial.value * self[partial.key] }
    }
}
