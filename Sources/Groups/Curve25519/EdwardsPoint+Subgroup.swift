/// Membership in the subgroup of prime order l, after Pornin, "Point-Halving and Subgroup Membership in Twisted Edwards
/// Curves" (eprint 2022/1164), and Koshelev, "Subgroup membership testing on elliptic curves via the Tate pairing" (eprint
/// 2022/037). [l]P = 0 would cost three times as much.
extension EdwardsPoint {
    /// Whether an affine point (Z = 1) has no part of small order. Exact; for public points only.
    ///
    /// The curve has 8l points and its torsion is cyclic, so P is in the subgroup where it is 8 times a point: where
    /// P = 2Q and Q is 4 times a point. On v^2 = u^3 + A u^2 + u with u = (1 + y)/(1 - y) and v = sqrt(-(A + 2)) u/x:
    ///
    /// * P = 2Q for a Q with coordinates in the field exactly where u_P = r^2. Then w = u_Q + 1/u_Q is
    ///   2(r^2 + v_P/r) or 2(r^2 - v_P/r), the one for which t^2 = w + A has a root t = v_Q/u_Q. (The product of both
    ///   w + A is A^2 - 4, not a square.)
    /// * Q is 4 times a point exactly where its reduced Tate pairing with the point (1, m) of order four is 1, m^2 =
    ///   A + 2: where (v_Q - m u_Q)^2 / u_Q = u_Q (t - m)^2 is a fourth power. The choice of Q among its conjugates and
    ///   the sign of t do not matter.
    ///
    /// With tau = 1/t and up to fourth powers, the last is (1 - A tau^2 + 2 r tau) / 2 * (1 - m tau)^2.
    var variableTimeIsInPrimeOrderSubgroup: Bool {
        typealias Field = FieldElement25519
        // (0, 1) is; (0, -1) has order two.
        guard !x.isZero.isYes else { return y.isEqual(to: .one).isYes }
        let (isDouble, r) = Field.squareRoot(ofRatio: .one + y, .one - y)
        guard isDouble.isYes else { return false }
        // x (w + A) for the first w.
        let rr = r.squared()
        let n = x * (rr + rr + .montgomeryA) + twice(r * .rootOfMinusAMinus2)
        let (isFirst, inverseRoot) = Field.squareRoot(ofRatio: .one, x * n)
        let tau = inverseRoot * (isFirst.isYes ? x : n * .halvingTwist)
        let inverseOfU = Field.one - tau.squared() * .montgomeryA + twice(r * tau)
        let tangent = Field.one - tau * .rootOfAPlus2
        let pairing = inverseOfU * .half * tangent.squared()
        return pairing.quarticSymbol().isEqual(to: .one).isYes
    }

    private func twice(_ value: FieldElement25519) -> FieldElement25519 { value + value }
}
