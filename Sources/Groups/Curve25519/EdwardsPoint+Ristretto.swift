/// ristretto255 (RFC 9496): an element is a coset of four points, of which any stands for it.
extension EdwardsPoint {
    /// Decode (section 4.3.1). Branch-free but for the answer.
    package init?(ristretto bytes: Bytes32) {
        let s = FieldElement25519(bytes)
        let isCanonical = s.encoded.isEqual(to: bytes)
        let ss = s.squared()
        let u1 = FieldElement25519.one - ss
        let u2 = FieldElement25519.one + ss
        let u2Squared = u2.squared()
        let v = -(u1.squared() * .d) - u2Squared
        let (isSquare, inverseRoot) = FieldElement25519.squareRoot(ofRatio: .one, v * u2Squared)
        let denominatorX = inverseRoot * u2
        let denominatorY = inverseRoot * denominatorX * v
        let x = ((s + s) * denominatorX).magnitude
        let y = u1 * denominatorY
        let t = x * y
        guard (isCanonical && !s.isNegative && isSquare && !t.isNegative && !y.isZero).isYes else { return nil }
        self.init(x: x, y: y, z: .one, t: t)
    }

    /// Encode (section 4.3.2).
    package var ristrettoEncoded: Bytes32 {
        let u1 = (z + y) * (z - y)
        let u2 = x * y
        let (_, inverseRoot) = FieldElement25519.squareRoot(ofRatio: .one, u1 * u2.squared())
        let denominator1 = inverseRoot * u1
        let denominator2 = inverseRoot * u2
        let inverseOfZ = denominator1 * denominator2 * t
        let isRotated = (t * inverseOfZ).isNegative
        let rotatedX = x.replaced(by: y * .squareRootOfMinusOne, if: isRotated)
        let rotatedY = y.replaced(by: x * .squareRootOfMinusOne, if: isRotated)
        let denominator = denominator2.replaced(by: denominator1 * .inverseRootOfAMinusD, if: isRotated)
        let signedY = rotatedY.negated(if: (rotatedX * inverseOfZ).isNegative).carried()
        return (denominator * (z - signedY)).magnitude.encoded
    }

    /// Whether it stands for the identity: a point of the 4-torsion (section 4.3.3, with the identity for one of the two).
    package var isRistrettoIdentity: Choice { x.isZero || y.isZero }
}
