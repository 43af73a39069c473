/// Elements of edwards25519 travel as an eighth of theirs: a Q with P = 8 Q, as its coordinates x and y, 32 bytes each.
///
/// Eight times any point of the curve is in the prime-order subgroup, so nothing outside it can be handed over, and no
/// test for it is needed; with x beside y there is no root to take. A point costs a tenth of decoding its encoding.
extension Edwards25519 {
    package static let transferCount = 64

    private static let inverseOfEight: Scalar<Field25519> = {
        guard let inverse = try? Scalar<Field25519>(8).inverted() else {
            preconditionFailure("eight has an inverse modulo the group's order")
        }
        return inverse
    }()

    package static func transferForm(ofGeneratorTimes scalar: borrowing SecretScalar<Field25519>) -> [UInt8] {
        let eighth = Element<Edwards25519>(generatorTimes: scalar.multiplied(by: inverseOfEight)).point
        return eighth.x.encoded.array + eighth.y.encoded.array
    }

    package static func variableTimeDecode(transferForms: [[UInt8]]) -> [Element<Edwards25519>]? {
        var points: [EdwardsPoint] = []
        points.reserveCapacity(transferForms.count)
        for form in transferForms {
            guard let x = FieldElement25519(canonical: form.prefix(32)),
                let y = FieldElement25519(canonical: form.dropFirst(32)),
                let eighth = EdwardsPoint(variableTimeX: x, y: y)
            else { return nil }
            points.append(ProjectivePoint(eighth).doubled.projective.doubled.projective.doubled.extended)
        }
        return zip(encode(points), points).map { Element(checked: $0, point: $1) }
    }
}

extension FieldElement25519 {
    /// Nil unless the bytes are the 32 of a number below p.
    fileprivate init?(canonical bytes: ArraySlice<UInt8>) {
        guard let bytes = Bytes32(bytes) else { return nil }
        self.init(bytes)
        guard encoded == bytes else { return nil }
    }
}

extension EdwardsPoint {
    /// The point with public affine coordinates; nil where it is not on the curve: -x^2 + y^2 = 1 + d x^2 y^2.
    fileprivate init?(variableTimeX x: FieldElement25519, y: FieldElement25519) {
        let (xx, yy) = (x.squared(), y.squared())
        guard (yy - xx).isEqual(to: .one + xx * yy * .d).isYes else { return nil }
        self.init(x: x, y: y)
    }
}
