/// A point without T: x = X/Z, y = Y/Z, which is all that a doubling reads.
struct ProjectivePoint {
    let x, y, z: FieldElement25519

    init(x: FieldElement25519, y: FieldElement25519, z: FieldElement25519) {
        (self.x, self.y, self.z) = (x, y, z)
    }

    init(_ point: EdwardsPoint) {
        self.init(x: point.x, y: point.y, z: point.z)
    }

    var doubled: CompletedPoint {
        let xx = x.squared()
        let yy = y.squared()
        let zz = z.squared()
        let sum = yy + xx
        return CompletedPoint(x: (x + y).squared() - sum, y: sum, z: yy - xx, t: zz + zz + xx - yy)
    }
}

/// What sums come out as, not multiplied together yet: x = X/Z, y = Y/T. Limbs are below 2^54.
struct CompletedPoint {
    let x, y, z, t: FieldElement25519

    /// For what is doubled next: one multiplication less.
    @inline(__always)
    var projective: ProjectivePoint {
        ProjectivePoint(x: x * t, y: y * z, z: z * t)
    }

    @inline(__always)
    var extended: EdwardsPoint {
        EdwardsPoint(x: x * t, y: y * z, z: z * t, t: x * y)
    }
}

/// A point as the right operand of many additions: Y + X, Y - X, 2Z, 2dT.
struct CachedPoint: BitwiseCopyable {
    let yPlusX, yMinusX, twiceZ, twiceDT: FieldElement25519

    init(_ point: EdwardsPoint) {
        yPlusX = point.y + point.x
        yMinusX = point.y - point.x
        twiceZ = point.z + point.z
        twiceDT = point.t * .twiceD
    }
}

/// A known point as the right operand of additions: y + x, y - x, 2dxy, where Z = 1 saves a multiplication.
struct AffineCachedPoint {
    let yPlusX, yMinusX, twiceDXY: FieldElement25519

    /// - Parameters x, y: affine coordinates, reduced.
    init(x: FieldElement25519, y: FieldElement25519) {
        yPlusX = y + x
        yMinusX = y - x
        twiceDXY = x * y * .twiceD
    }
}
