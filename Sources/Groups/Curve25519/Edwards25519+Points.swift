extension Edwards25519 {
    /// libsodium says whether the point is in the subgroup, in constant time.
    package static func decode(_ encoding: Bytes32) -> EdwardsPoint? {
        isElement(encoding) ? EdwardsPoint(edwards: encoding) : nil
    }

    package static func variableTimeDecode(_ encoding: Bytes32) -> EdwardsPoint? {
        guard let point = EdwardsPoint(edwards: encoding), point.variableTimeIsInPrimeOrderSubgroup else { return nil }
        return point
    }

    package static func point(ofChecked encoding: Bytes32) -> EdwardsPoint {
        guard let point = EdwardsPoint(edwards: encoding) else {
            preconditionFailure("an element of edwards25519 was checked when it was decoded")
        }
        return point
    }

    package static func encode(_ points: [EdwardsPoint]) -> [Bytes32] {
        EdwardsPoint.edwardsEncoded(points)
    }

    package static func isIdentity(_ point: EdwardsPoint) -> Bool {
        point.isEqual(to: .identity).isYes
    }

    package static func sum(
        generator: Scalar<Field25519>, _ terms: [(scalar: Scalar<Field25519>, point: EdwardsPoint)]
    ) -> EdwardsPoint {
        StrausSum.sum(generator: generator, terms)
    }
}
