extension Ristretto255 {
    package static func decode(_ encoding: Bytes32) -> EdwardsPoint? {
        EdwardsPoint(ristretto: encoding)
    }

    package static func point(ofChecked encoding: Bytes32) -> EdwardsPoint {
        guard let point = EdwardsPoint(ristretto: encoding) else {
            preconditionFailure("an element of ristretto255 was checked when it was decoded")
        }
        return point
    }

    package static func encode(_ points: [EdwardsPoint]) -> [Bytes32] {
        points.map { $0.ristrettoEncoded }
    }

    package static func isIdentity(_ point: EdwardsPoint) -> Bool {
        point.isRistrettoIdentity.isYes
    }

    package static func sum(
        generator: Scalar<Field25519>, _ terms: [(scalar: Scalar<Field25519>, point: EdwardsPoint)]
    ) -> EdwardsPoint {
        StrausSum.sum(generator: generator, terms)
    }
}
