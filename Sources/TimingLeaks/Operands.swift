import Groups
import SecretSharing
import Secrets

/// Secrets with one owner, behind references that a prepared operation can hold.
final class SharedBytes {
    let bytes: SecretBytes

    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

    /// All zero but for the highest bit of every 32 bytes in either byte order, or random.
    convenience init(_ kind: TimingClass, count: Int) {
        switch kind {
        case .fixed: self.init(SecretBytes(copying: (0..<count).map { $0 % 32 == 0 || $0 % 32 == 31 ? 0x80 : 0 }))
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
    /// 2^251, or a random number: both as long as numbers of the field are. A shorter one is known to be quicker in
    /// OpenSSL's arithmetic, and has a probability below 2^-60.
    static func operand(_ kind: TimingClass) -> SecretScalar {
        switch kind {
        case .fixed: SecretScalar((0..<251).reduce(Scalar<Field>.one) { power, _ in power + power })
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
