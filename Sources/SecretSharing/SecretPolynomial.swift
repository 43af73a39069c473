package import Groups
package import Secrets

/// A dealer's polynomial f of degree k-1 over the scalar field (Shamir 1979); f(0) is what it shares.
package struct SecretPolynomial<Field: ScalarField>: ~Copyable, Sendable {
    private let coefficients: [SharedSecret<Field>]

    /// Uniform coefficients; the constant one is never zero.
    package init(threshold: Threshold, random: any RandomSource) {
        var constant = SecretScalar<Field>.random(from: random)
        while constant.isZero { constant = SecretScalar<Field>.random(from: random) }
        self.init(sharing: constant, threshold: threshold, random: random)
    }

    /// Uniform coefficients above a given constant.
    package init(sharing constant: consuming SecretScalar<Field>, threshold: Threshold, random: any RandomSource) {
        var coefficients = [SharedSecret(constant)]
        for _ in 1..<threshold.quorum {
            coefficients.append(SharedSecret(SecretScalar<Field>.random(from: random)))
        }
        self.coefficients = coefficients
    }

    /// Given coefficients, constant first: for known-answer tests.
    package init(coefficients: [Scalar<Field>]) {
        self.coefficients = coefficients.map { SharedSecret(SecretScalar($0)) }
    }

    /// f(index), by Horner's rule.
    package func share(at index: ShareIndex) -> SecretScalar<Field> {
        let x = index.scalar(in: Field.self)
        var value = SecretScalar<Field>(Scalar.zero)
        for coefficient in coefficients.reversed() {
            value = value.multiplied(by: x).adding(coefficient.scalar)
        }
        return value
    }

    /// f(0), borrowed.
    package func withConstant<Result: ~Copyable>(_ body: (borrowing SecretScalar<Field>) -> Result) -> Result {
        body(coefficients[0].scalar)
    }

    /// The coefficients times the generator, constant first.
    package func committed<Group: PrimeOrderGroup>(in group: Group.Type) -> [Element<Group>]
    where Group.Field == Field {
        coefficients.map { Element(generatorTimes: $0.scalar) }
    }
}

/// A secret scalar behind a reference, because a value with one owner cannot stand in an array.
package final class SharedSecret<Field: ScalarField>: Sendable {
    package let scalar: SecretScalar<Field>

    package init(_ scalar: consuming SecretScalar<Field>) {
        self.scalar = scalar
    }
}
