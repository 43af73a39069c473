extension FieldElement25519 {
    /// Schoolbook multiplication; what goes beyond 2^255 comes back 19 times. Limbs of the factors are up to 2^54.
    @inline(__always)
    package static func * (left: Self, right: Self) -> Self {
        let (a0, a1, a2, a3, a4) = (left.limb0, left.limb1, left.limb2, left.limb3, left.limb4)
        let (b0, b1, b2, b3, b4) = (right.limb0, right.limb1, right.limb2, right.limb3, right.limb4)
        let (c1, c2, c3, c4) = (19 &* b1, 19 &* b2, 19 &* b3, 19 &* b4)
        return Self(
            carrying: wide(a0, b0) &+ wide(a1, c4) &+ wide(a2, c3) &+ wide(a3, c2) &+ wide(a4, c1),
            wide(a0, b1) &+ wide(a1, b0) &+ wide(a2, c4) &+ wide(a3, c3) &+ wide(a4, c2),
            wide(a0, b2) &+ wide(a1, b1) &+ wide(a2, b0) &+ wide(a3, c4) &+ wide(a4, c3),
            wide(a0, b3) &+ wide(a1, b2) &+ wide(a2, b1) &+ wide(a3, b0) &+ wide(a4, c4),
            wide(a0, b4) &+ wide(a1, b3) &+ wide(a2, b2) &+ wide(a3, b1) &+ wide(a4, b0))
    }

    /// The square, for three fifths of a product's work.
    @inline(__always)
    package func squared() -> Self {
        let (a0, a1, a2, a3, a4) = (limb0, limb1, limb2, limb3, limb4)
        let (d0, d1, c3, c4) = (2 &* a0, 2 &* a1, 19 &* a3, 19 &* a4)
        let d2 = 2 &* a2
        return Self(
            carrying: Self.wide(a0, a0) &+ Self.wide(d1, c4) &+ Self.wide(d2, c3),
            Self.wide(d0, a1) &+ Self.wide(d2, c4) &+ Self.wide(a3, c3),
            Self.wide(d0, a2) &+ Self.wide(a1, a1) &+ Self.wide(2 &* a3, c4),
            Self.wide(d0, a3) &+ Self.wide(d1, a2) &+ Self.wide(a4, c4),
            Self.wide(d0, a4) &+ Self.wide(d1, a3) &+ Self.wide(a2, a2))
    }

    /// The 2^count-th power, for a count of one or more.
    func squared(times count: Int) -> Self {
        var value = squared()
        for _ in 1..<count { value = value.squared() }
        return value
    }

    @inline(__always)
    private static func wide(_ left: UInt64, _ right: UInt64) -> UInt128 {
        UInt128(left) &* UInt128(right)
    }

    /// Reduced limbs from sums of products below 2^115, the last below 2^111. All limbs carry at once, twice: one after
    /// the other would be fewer instructions, but each would wait for the one before.
    @inline(__always)
    private init(carrying sum0: UInt128, _ sum1: UInt128, _ sum2: UInt128, _ sum3: UInt128, _ sum4: UInt128) {
        self = Self(
            Self.low(sum0) &+ 19 &* Self.high(sum4), Self.low(sum1) &+ Self.high(sum0),
            Self.low(sum2) &+ Self.high(sum1), Self.low(sum3) &+ Self.high(sum2), Self.low(sum4) &+ Self.high(sum3)
        ).carried()
    }

    @inline(__always)
    private static func low(_ sum: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: sum) & limbMask }

    @inline(__always)
    private static func high(_ sum: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: sum &>> 51) }
}
