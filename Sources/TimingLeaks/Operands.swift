import Groups
import SecretSharing
import Secrets

/// Secrets with one owner, behind references that a prepared operation can hold.
final class SharedBytes {
    let bytes: SecretBytes

    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

    /// All zero, or random.
    convenience init(_ kind: TimingClass, count: Int) {
        switch kind {
        case .fixed: self.init(SecretBytes(copying: [UInt8](repeating: 0, count: count)))
        case .random: self.init(SecretBytes.random(count: count))
        }
    }
}

final class SharedPolynomial<Field: ScalarField> {
    let polynomial: SecretPolynomial<Field>

    init(_ kind: TimingClass, threshold: Threshold) {
        polynomial = SecretPolynomial(
            sharing: SecretScalar.operand(kind), threshold: threshold, random: SystemRandom())
    }
}

extension SecretScalar {
    /// One, or a random number.
    static func operand(_ kind: TimingClass) -> SecretScalar {
        switch kind {
        case .fixed: SecretScalar(Scalar.one)
        case .random: SecretScalar.random(from: SystemRandom())
        }
    }
}

extension SharedSecret {
    convenience init(_ kind: TimingClass) { self.init(SecretScalar.operand(kind)) }
}

/// Keeps the optimiser from dropping a result that nobody reads.
@inline(never)
func keep<Value: ~Copyable>(_ value: consuming Value) {}
