import Groups
import SecretSharing
import Secrets

extension TimingExperiment {
    /// What touches a secret: scalars, products in the groups, sums of secret elements under public scalars, Shamir's
    /// polynomial and its interpolation, the comparison of tags; and one that leaks on purpose.
    static func all() throws -> [TimingExperiment] {
        try scalars(Field25519.self, name: "25519") + products(Ristretto255.self) + products(Edwards25519.self)
            + sums(Ristretto255.self)
            + scalars(FieldP256.self, name: "P-256") + products(Secp256r1.self) + authentications()
            + comparisons()
    }

    private static func scalars<Field: ScalarField>(_ field: Field.Type, name: String) throws -> [TimingExperiment] {
        let threshold = try Threshold(quorum: 3, of: 5)
        let indices = try [1, 3, 5].map { try ShareIndex($0) }
        let other = SharedSecret<Field>(.random)
        return [
            TimingExperiment("scalar reduction (\(name))") { kind in
                let wide = SharedBytes(kind, count: 64)
                return { keep(SecretScalar<Field>(reducing: wide.bytes)) }
            },
            TimingExperiment("scalar addition (\(name))") { kind in
                let value = SharedSecret<Field>(kind)
                return { keep(value.scalar.adding(other.scalar)) }
            },
            TimingExperiment("scalar multiplication (\(name))") { kind in
                let value = SharedSecret<Field>(kind)
                return { keep(value.scalar.multiplied(by: other.scalar)) }
            },
            TimingExperiment("scalar inversion (\(name))") { kind in
                let value = SharedSecret<Field>(kind)
                return { keep(inverse(of: value)) }
            },
            TimingExperiment("share evaluation (\(name))") { kind in
                let dealer = SharedPolynomial<Field>(kind, threshold: threshold)
                return { keep(dealer.polynomial.share(at: indices[1])) }
            },
            TimingExperiment("Lagrange interpolation (\(name))") { kind in
                let shares = indices.map { (index: $0, share: SharedSecret<Field>(kind)) }
                return { if let sum = try? Interpolation.reconstruct(shares, threshold: threshold) { keep(sum) } }
            },
        ]
    }

    private static func inverse<Field: ScalarField>(of value: SharedSecret<Field>) -> SecretBytes {
        unsafe SecretBytes(count: 32) { result in
            unsafe value.scalar.withUnsafeBytes { value in
                guard let value = value.baseAddress, let result = result.baseAddress else { return }
                unsafe Field.invert(value, into: result)
            }
        }
    }

    private static func products<Group: PrimeOrderGroup>(_ group: Group.Type) -> [TimingExperiment] {
        let element = Element<Group>(generatorTimes: SharedSecret<Group.Field>(.random).scalar)
        return [
            TimingExperiment("generator times secret (\(Group.name))") { kind in
                let value = SharedSecret<Group.Field>(kind)
                return { keep(Element<Group>(generatorTimes: value.scalar)) }
            },
            TimingExperiment("element times secret (\(Group.name))") { kind in
                let value = SharedSecret<Group.Field>(kind)
                return { keep(element * value.scalar) }
            },
        ]
    }

    private static func sums<Group: PrimeOrderGroup>(_ group: Group.Type) throws -> [TimingExperiment] {
        let threshold = try Threshold(quorum: 3, of: 5)
        let indices = try [1, 3, 4].map { try ShareIndex($0) }
        let interpolation = try Interpolation<Group.Field>(over: indices, threshold: threshold)
        return [
            TimingExperiment("decoding of a secret element (\(Group.name))") { kind in
                let encoding = secretEncoding(in: Group.self, kind)
                return { keep(try? SecretElement<Group>(canonical: encoding)) }
            },
            TimingExperiment("Lagrange in the exponent (\(Group.name))") { kind in
                var partials: [ShareIndex: SecretElement<Group>] = [:]
                for index in indices {
                    partials[index] = try? SecretElement(canonical: secretEncoding(in: Group.self, kind))
                }
                return { keep(interpolation.combine(partials)) }
            },
        ]
    }

    private static func comparisons() -> [TimingExperiment] {
        let expected = SharedBytes(.fixed, count: 64)
        return [
            TimingExperiment("comparison of secrets") { kind in
                let given = SharedBytes(kind, count: 64)
                return { keep(given.bytes.isEqual(to: expected.bytes)) }
            },
            TimingExperiment("control: stops at the first difference", leaksOnPurpose: true) { kind in
                let given = SharedBytes(kind, count: 64)
                return { keep(stopsAtFirstDifference(given.bytes, expected.bytes)) }
            },
        ]
    }

    @inline(never)
    private static func stopsAtFirstDifference(
        _ left: borrowing SecretBytes, _ right: borrowing SecretBytes
    ) -> Bool {
        let (left, right) = (left.revealed(), right.revealed())
        for position in left.indices where left[position] != right[position] { return false }
        return true
    }
}
