import COpenSSL
import Secrets

/// A key of an elliptic curve, private or public; OpenSSL wipes it when it is freed.
@safe
struct ECKey: ~Copyable {
    let curve: EllipticCurve
    let pointer: OpaquePointer

    private init(curve: EllipticCurve) throws(KeyMaterialError) {
        let key = unsafe try OpenSSL.object(EC_KEY_new_by_curve_name(curve.identifier), "a key")
        self.curve = curve
        unsafe pointer = unsafe key
    }

    deinit { unsafe EC_KEY_free(pointer) }

    /// A new private key.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`.
    static func generate(_ curve: EllipticCurve) throws(KeyMaterialError) -> ECKey {
        let key = try ECKey(curve: curve)
        try OpenSSL.check(unsafe EC_KEY_generate_key(key.pointer), "make a key")
        return key
    }

    /// A private key and the public one that belongs to it.
    ///
    /// - Parameter scalar: big-endian, as long as a coordinate, from 1 to below the curve's order.
    /// - Throws: ``KeyMaterialError`` with `.badMaterial`.
    init(_ curve: EllipticCurve, scalar: RawSpan) throws(KeyMaterialError) {
        let key = try ECKey(curve: curve)
        guard scalar.byteCount == curve.byteCount else {
            throw KeyMaterialError(.badMaterial, "a private key has \(scalar.byteCount) bytes, not \(curve.byteCount)")
        }
        let number = try SecretNumber(scalar)
        let group = unsafe EC_KEY_get0_group(key.pointer)
        guard unsafe number.isBelow(EC_GROUP_get0_order(group)), !number.isZero else {
            throw KeyMaterialError(.badMaterial, "a private key is not between zero and the curve's order")
        }
        let point = unsafe try OpenSSL.object(EC_POINT_new(group), "a point")
        defer { unsafe EC_POINT_clear_free(point) }
        try OpenSSL.check(unsafe EC_KEY_set_private_key(key.pointer, number.pointer), "take a private key")
        try OpenSSL.check(
            unsafe EC_POINT_mul(group, point, EC_KEY_get0_private_key(key.pointer), nil, nil, nil), "make a public key")
        try OpenSSL.check(unsafe EC_KEY_set_public_key(key.pointer, point), "take a public key")
        self = key
    }

    /// The public key of a SubjectPublicKeyInfo in DER, whose point is not compressed.
    ///
    /// - Throws: ``KeyMaterialError`` with `.badInput` where it is malformed, of another curve, or no point of the curve.
    init(_ curve: EllipticCurve, publicKey: [UInt8]) throws(KeyMaterialError) {
        let encoding = try SubjectPublicKeyInfo.key(of: publicKey, algorithm: curve.algorithm)
        guard encoding.count == 1 + 2 * curve.byteCount, encoding.first == 4 else {
            throw KeyMaterialError(.badInput, "a public key's point is not in the uncompressed form of its curve")
        }
        let key = try ECKey(curve: curve)
        // Refuses coordinates that are not reduced and points that are not on the curve; infinity has another form. The
        // order of each of the curves is prime, so that every other point is in the group.
        guard unsafe EC_KEY_oct2key(key.pointer, encoding, encoding.count, nil) == 1 else {
            ERR_clear_error()
            throw KeyMaterialError(.badInput, "a public key is not a point of the curve")
        }
        self = key
    }

    /// The public key of a point in the compressed form (SEC 1, section 2.3.3).
    ///
    /// - Throws: ``KeyMaterialError`` with `.badMaterial` where the bytes are no such form of a point of the curve.
    init(_ curve: EllipticCurve, compressedPoint: [UInt8]) throws(KeyMaterialError) {
        let key = try ECKey(curve: curve)
        guard compressedPoint.count == 1 + curve.byteCount,
            unsafe EC_KEY_oct2key(key.pointer, compressedPoint, compressedPoint.count, nil) == 1
        else {
            ERR_clear_error()
            throw KeyMaterialError(.badMaterial, "bytes are not a compressed point of the curve")
        }
        self = key
    }

    /// The private scalar, big-endian, as long as a coordinate.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library` where there is none.
    borrowing func scalar() throws(KeyMaterialError) -> SecretBytes {
        var count = 0
        let scalar = unsafe SecretBytes(count: curve.byteCount) { bytes in
            unsafe count = EC_KEY_priv2oct(pointer, octets(bytes.baseAddress), bytes.count)
        }
        try OpenSSL.check(count == curve.byteCount ? 1 : 0, "write a private key")
        return scalar
    }

    /// The public point in the uncompressed form (SEC 1, section 2.3.3).
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`.
    borrowing func point() throws(KeyMaterialError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 + 2 * curve.byteCount)
        let count = unsafe EC_POINT_point2oct(
            EC_KEY_get0_group(pointer), EC_KEY_get0_public_key(pointer), POINT_CONVERSION_UNCOMPRESSED, &bytes,
            bytes.count, nil)
        try OpenSSL.check(count == bytes.count ? 1 : 0, "write a public key")
        return bytes
    }
}
