extension FieldElement25519 {
    /// The number in 32 little-endian bytes. The highest bit is ignored, and a number from p to 2^255 - 1 is taken modulo
    /// p: whether an encoding is canonical is seen by encoding it again.
    package init(_ bytes: Bytes32) {
        let words = bytes.littleEndianWords
        let mask = Self.limbMask
        self.init(
            words.0 & mask,
            (words.0 &>> 51 | words.1 &<< 13) & mask,
            (words.1 &>> 38 | words.2 &<< 26) & mask,
            (words.2 &>> 25 | words.3 &<< 39) & mask,
            words.3 &>> 12 & mask)
    }

    /// The canonical encoding: 32 little-endian bytes of the number below p.
    package var encoded: Bytes32 {
        let value = canonical
        return Bytes32(
            littleEndianWords: value.limb0 | value.limb1 &<< 51,
            value.limb1 &>> 13 | value.limb2 &<< 38,
            value.limb2 &>> 26 | value.limb3 &<< 25,
            value.limb3 &>> 39 | value.limb4 &<< 12)
    }

    /// Limbs of 51 bits of the number below p.
    private var canonical: Self {
        // Carried twice, the number is below 2p; it is p or more where adding 19 reaches 2^255.
        let value = carried().carried()
        var carry = (value.limb0 &+ 19) &>> 51
        carry = (value.limb1 &+ carry) &>> 51
        carry = (value.limb2 &+ carry) &>> 51
        carry = (value.limb3 &+ carry) &>> 51
        carry = (value.limb4 &+ carry) &>> 51
        return Self(value.limb0 &+ 19 &* carry, value.limb1, value.limb2, value.limb3, value.limb4).chopped()
    }

    /// Carries from limb to limb, and drops what goes beyond 2^255.
    private func chopped() -> Self {
        let mask = Self.limbMask
        let limb1 = limb1 &+ limb0 &>> 51
        let limb2 = limb2 &+ limb1 &>> 51
        let limb3 = limb3 &+ limb2 &>> 51
        let limb4 = limb4 &+ limb3 &>> 51
        return Self(limb0 & mask, limb1 & mask, limb2 & mask, limb3 & mask, limb4 & mask)
    }

    /// Whether the number below p is odd: RFC 9496's IS_NEGATIVE, RFC 8032's sign of x.
    package var isNegative: Choice {
        Choice(bit: canonical.limb0 & 1)
    }

    package var isZero: Choice {
        let value = canonical
        return Choice(isZero: value.limb0 | value.limb1 | value.limb2 | value.limb3 | value.limb4)
    }

    /// Both are operands as those of a subtraction.
    package func isEqual(to other: Self) -> Choice {
        (self - other).isZero
    }

    /// `self` where the choice is no, `other` where it is yes.
    @inline(__always)
    package func replaced(by other: Self, if choice: Choice) -> Self {
        Self(
            choice.select(limb0, other.limb0), choice.select(limb1, other.limb1), choice.select(limb2, other.limb2),
            choice.select(limb3, other.limb3), choice.select(limb4, other.limb4))
    }

    @inline(__always)
    package func negated(if choice: Choice) -> Self {
        replaced(by: -self, if: choice)
    }

    /// RFC 9496's CT_ABS: the even one of a number and its negative, reduced.
    package var magnitude: Self {
        negated(if: isNegative).carried()
    }
}
