import Groups
import KeyMap
import KeyMaterial
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
        case .hidden:
            self.init(SecretBytes.random(count: count))
            unsafe bytes.withUnsafeBytes { unsafe Memcheck.hide($0) }
        }
    }
}

/// A key of HMAC-SHA-256 while it is whole.
final class SharedMACKey {
    let material: KeyMaterial

    init(_ kind: TimingClass) throws {
        let secret = SharedBytes(kind, count: 32)
        let copy = unsafe secret.bytes.withUnsafeBytes { unsafe SecretBytes(copying: $0) }
        material = try KeyMaterial(decoding: copy, spec: .hmac256)
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
        case .hidden: hidden()
        }
    }

    private static func hidden() -> SecretScalar {
        let value = SecretScalar.random(from: SystemRandom())
        unsafe value.withUnsafeBytes { unsafe Memcheck.hide($0) }
        return value
    }
}

/// The encoding of an element that is secret itself.
func secretEncoding<Group: PrimeOrderGroup>(in group: Group.Type, _ kind: TimingClass) -> [UInt8] {
    let scalar = SecretScalar<Group.Field>.operand(kind == .fixed ? .fixed : .random)
    let encoding = Element<Group>(generatorTimes: scalar).bytes
    if kind == .hidden { unsafe encoding.withUnsafeBytes { unsafe Memcheck.hide($0) } }
    return encoding
}

extension SharedSecret {
    convenience init(_ kind: TimingClass) { self.init(SecretScalar.operand(kind)) }
}

/// Keeps the optimiser from dropping a result that nobody reads.
@inline(never)
func keep<Value: ~Copyable>(_ value: consuming Value) {}
