package import KeyMap

/// Public keys of elliptic curves as points (SEC 1, section 2.3.3).
extension PublicKeyOperations {
    /// The point of a public key, compressed.
    ///
    /// - Throws: ``KeyMaterialError``: `.badInput` for a public key that is malformed, of another curve than the spec's, or
    ///   no point of it; `.wrongOperation` for a spec without a curve.
    package static func compressedPoint(
        of publicKey: [UInt8], spec: KeySpec
    ) throws(KeyMaterialError) -> [UInt8] {
        let curve = try curve(of: spec)
        let point = try ECKey(curve, publicKey: publicKey).point()
        let sign = point[point.count - 1] & 1
        return [2 + sign] + point[1...curve.byteCount]
    }

    /// The public key of a point.
    ///
    /// - Throws: ``KeyMaterialError``: `.badMaterial` for bytes that are no compressed point of the spec's curve;
    ///   `.wrongOperation` for a spec without a curve.
    package static func publicKey(
        compressedPoint: [UInt8], spec: KeySpec
    ) throws(KeyMaterialError) -> [UInt8] {
        let curve = try curve(of: spec)
        return SubjectPublicKeyInfo.encode(
            algorithm: curve.algorithm, key: try ECKey(curve, compressedPoint: compressedPoint).point())
    }

    private static func curve(of spec: KeySpec) throws(KeyMaterialError) -> EllipticCurve {
        guard case .curve(let curve) = spec.family else {
            throw KeyMaterialError(.wrongOperation, "keys of \(spec.rawValue) are no points of a curve")
        }
        return curve
    }
}
