/// A point of edwards25519 in extended coordinates (Hisil, Wong, Carter and Dawson, Asiacrypt 2008): x = X/Z, y = Y/Z,
/// xy = T/Z. Coordinates are reduced.
///
/// The formulas are complete: equal points, opposite points and the identity need no branch. No operation here branches
/// on a coordinate, so that a point may be a secret one. Where time may depend on it, the name says `variableTime`.
package struct EdwardsPoint: BitwiseCopyable, Sendable {
    package let x, y, z, t: FieldElement25519

    init(x: FieldElement25519, y: FieldElement25519, z: FieldElement25519, t: FieldElement25519) {
        (self.x, self.y, self.z, self.t) = (x, y, z, t)
    }

    /// A point in affine coordinates, which are reduced.
    init(x: FieldElement25519, y: FieldElement25519) {
        self.init(x: x, y: y, z: .one, t: x * y)
    }

    package static let identity = EdwardsPoint(x: .zero, y: .one)

    package static func + (left: EdwardsPoint, right: EdwardsPoint) -> EdwardsPoint {
        (left + CachedPoint(right)).extended
    }

    package static prefix func - (point: EdwardsPoint) -> EdwardsPoint {
        EdwardsPoint(x: (-point.x).carried(), y: point.y, z: point.z, t: (-point.t).carried())
    }

    package static func - (left: EdwardsPoint, right: EdwardsPoint) -> EdwardsPoint {
        left + -right
    }

    package var doubled: EdwardsPoint { ProjectivePoint(self).doubled.extended }

    /// Whether two points are equal.
    package func isEqual(to other: EdwardsPoint) -> Choice {
        (x * other.z).isEqual(to: other.x * z) && (y * other.z).isEqual(to: other.y * z)
    }

    static func + (left: EdwardsPoint, right: CachedPoint) -> CompletedPoint {
        let a = (left.y + left.x) * right.yPlusX
        let b = (left.y - left.x) * right.yMinusX
        let c = left.t * right.twiceDT
        let d = left.z * right.twiceZ
        return CompletedPoint(x: a - b, y: a + b, z: d + c, t: d - c)
    }

    static func - (left: EdwardsPoint, right: CachedPoint) -> CompletedPoint {
        let a = (left.y + left.x) * right.yMinusX
        let b = (left.y - left.x) * right.yPlusX
        let c = left.t * right.twiceDT
        let d = left.z * right.twiceZ
        return CompletedPoint(x: a - b, y: a + b, z: d - c, t: d + c)
    }

    static func + (left: EdwardsPoint, right: AffineCachedPoint) -> CompletedPoint {
        let a = (left.y + left.x) * right.yPlusX
        let b = (left.y - left.x) * right.yMinusX
        let c = left.t * right.twiceDXY
        let d = left.z + left.z
        return CompletedPoint(x: a - b, y: a + b, z: d + c, t: d - c)
    }

    static func - (left: EdwardsPoint, right: AffineCachedPoint) -> CompletedPoint {
        let a = (left.y + left.x) * right.yMinusX
        let b = (left.y - left.x) * right.yPlusX
        let c = left.t * right.twiceDXY
        let d = left.z + left.z
        return CompletedPoint(x: a - b, y: a + b, z: d - c, t: d + c)
    }
}
