/// Constants of edwards25519 (RFC 8032 section 5.1), ristretto255 (RFC 9496 section 4.1), and of the Montgomery form
/// v^2 = u^3 + A u^2 + u of the curve (RFC 7748 section 4.1).
extension FieldElement25519 {
    /// i, the even square root of -1: SQRT_M1.
    static let squareRootOfMinusOne = FieldElement25519(
        0x61b274a0ea0b0, 0xd5a5fc8f189d, 0x7ef5e9cbd0c60,
        0x78595a6804c9e, 0x2b8324804fc1d)

    /// -121665/121666, of the curve -x^2 + y^2 = 1 + d x^2 y^2.
    static let d = FieldElement25519(
        0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029,
        0x739c663a03cbb, 0x52036cee2b6ff)

    /// 2d.
    static let twiceD = FieldElement25519(
        0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052,
        0x6738cc7407977, 0x2406d9dc56dff)

    /// INVSQRT_A_MINUS_D, 1 / sqrt(-1 - d).
    static let inverseRootOfAMinusD = FieldElement25519(
        0xfdaa805d40ea, 0x2eb482e57d339, 0x7610274bc58,
        0x6510b613dc8ff, 0x786c8905cfaff)

    /// A = 486662.
    static let montgomeryA = FieldElement25519(small: 486_662)

    /// sqrt(A + 2), the v of the points of order four with u = 1.
    static let rootOfAPlus2 = FieldElement25519(
        0x5b7106377bbd8, 0x71af6ad9382cb, 0x2d64427297b8,
        0x6a81ef02c4294, 0x141b0b6806563)

    /// sqrt(-(A + 2)): v = sqrt(-(A + 2)) u / x.
    static let rootOfMinusAMinus2 = FieldElement25519(
        0x604aaff457e06, 0x2296fa350598d, 0x7f13dfb16874f,
        0x35de93d846e01, 0xf26edf460a00)

    /// 1 / sqrt(i (A^2 - 4)).
    static let halvingTwist = FieldElement25519(
        0x558b9a13c7d9a, 0x65ebe78d23f7, 0x2a0c2b38aafb0,
        0x3c7c1ee1f32f3, 0x13ba6c414f3d)

    /// 1/2.
    static let half = FieldElement25519(
        0x7fffffffffff7, 0x7ffffffffffff, 0x7ffffffffffff,
        0x7ffffffffffff, 0x3ffffffffffff)
}
