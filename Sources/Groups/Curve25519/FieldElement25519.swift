/// A number modulo p = 2^255 - 19 in five limbs of 51 bits, least first.
///
/// Limbs may exceed 51 bits between carries. A product's are below 2^51 + 2^18, which is what "reduced" means here; a
/// factor's may be up to 2^54. So a sum of two sums, or a difference, can be multiplied as it is, and only what is added
/// up further has to be carried.
///
/// No branch and no address depends on the value.
package struct FieldElement25519: BitwiseCopyable, Sendable {
    var limb0, limb1, limb2, limb3, limb4: UInt64

    @inline(__always)
    init(_ limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64, _ limb4: UInt64) {
        (self.limb0, self.limb1, self.limb2, self.limb3, self.limb4) = (limb0, limb1, limb2, limb3, limb4)
    }

    /// A number below 2^51.
    @inline(__always)
    package init(small value: UInt64) {
        self.init(value, 0, 0, 0, 0)
    }

    package static let zero = FieldElement25519(small: 0)
    package static let one = FieldElement25519(small: 1)

    /// 2^51 - 1.
    static var limbMask: UInt64 { 0x7_ffff_ffff_ffff }

    /// Without a carry: the limbs add up.
    @inline(__always)
    package static func + (left: Self, right: Self) -> Self {
        Self(
            left.limb0 &+ right.limb0, left.limb1 &+ right.limb1, left.limb2 &+ right.limb2,
            left.limb3 &+ right.limb3, left.limb4 &+ right.limb4)
    }

    /// left + 4p - right, without a carry: the limbs of `right` are below 2^53 - 76, which those of a sum of three reduced
    /// numbers are; those of the result below the left ones plus 2^53.
    @inline(__always)
    package static func - (left: Self, right: Self) -> Self {
        Self(
            left.limb0 &+ 0x1f_ffff_ffff_ffb4 &- right.limb0, left.limb1 &+ 0x1f_ffff_ffff_fffc &- right.limb1,
            left.limb2 &+ 0x1f_ffff_ffff_fffc &- right.limb2, left.limb3 &+ 0x1f_ffff_ffff_fffc &- right.limb3,
            left.limb4 &+ 0x1f_ffff_ffff_fffc &- right.limb4)
    }

    /// The operand as that of a subtraction.
    @inline(__always)
    package static prefix func - (value: Self) -> Self { zero - value }

    /// The same number, reduced. Limbs may be of any size.
    @inline(__always)
    func carried() -> Self {
        let mask = Self.limbMask
        return Self(
            (limb0 & mask) &+ 19 &* (limb4 &>> 51), (limb1 & mask) &+ (limb0 &>> 51), (limb2 & mask) &+ (limb1 &>> 51),
            (limb3 & mask) &+ (limb2 &>> 51), (limb4 & mask) &+ (limb3 &>> 51))
    }
}
