import Groups
import KeyMap
import KeyMaterial
import SecretSharing
import Secrets

/// Secrets with one owner, behind references that a prepared operation can hold.
final class SharedBytes {
    let bytes: SecretBytes

    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

    /// All zero but for the highest bit of every 32 bytes in either byte order, or random. Both are made in the same way: what
    /// differs in the memory that was used before would differ in the time that is measured.
    convenience init(_ kind: TimingClass, count: Int) {
        let random = SystemRandom().bytes(count)
        let fixed = (0..<count).map { UInt8($0 % 32 == 0 || $0 % 32 == 31 ? 0x80 : 0) }
        self.init(SecretBytes(copying: kind == .fixed ? fixed : random))
        if kind == .hidden { unsafe bytes.withUnsafeBytes { unsafe Memcheck.hide($0) } }
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
    /// 2^251 + 8, or a random number: both as long as numbers of the field are, and made in the same way. A shorter one is known
    /// to be quicker in OpenSSL's arithmetic, and has a probability below 2^-60.
    static func operand(_ kind: TimingClass) -> SecretScalar {
        let random = SecretScalar.random(from: SystemRandom())
        // The same number in either byte order.
        let fixed = [8] + [UInt8](repeating: 0, count: 30) + [8]
        let encoding = unsafe random.withUnsafeBytes { unsafe [UInt8]($0) }
        guard let value = try? SecretScalar(canonical: SecretBytes(copying: kind == .fixed ? fixed : encoding)) else {
            fatalError("2^251 + 8 is in the field")
        }
        if kind == .hidden { unsafe value.withUnsafeBytes { unsafe Memcheck.hide($0) } }
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
