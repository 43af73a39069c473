/// OpenSSL's points live behind pointers, so that points are encodings here.
extension Secp256r1 {
    package static func decode(_ encoding: Bytes33) -> Bytes33? {
        isElement(encoding) ? encoding : nil
    }

    package static func point(ofChecked encoding: Bytes33) -> Bytes33 { encoding }

    package static func encode(_ points: [Bytes33]) -> [Bytes33] { points }

    package static func isIdentity(_ point: Bytes33) -> Bool { point == identity }

    package static func sum(
        generator: Scalar<FieldP256>, _ terms: [(scalar: Scalar<FieldP256>, point: Bytes33)]
    ) -> Bytes33 {
        var sum = Element<Secp256r1>(generatorTimes: generator)
        for (scalar, point) in terms {
            let element = Element<Secp256r1>(checked: point)
            sum = sum + (scalar == .one ? element : element * scalar)
        }
        return sum.encoding
    }
}
