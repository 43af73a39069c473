extension EdwardsPoint {
    /// Decodes a point of the curve as RFC 8032 section 5.1.3 has it: y below p, and no sign for x = 0. The point may be
    /// outside the prime-order subgroup. Branch-free but for the answer.
    package init?(edwards bytes: Bytes32) {
        let y = FieldElement25519(bytes)
        let sign = Choice(bit: bytes.littleEndianWords.3 &>> 63)
        let isCanonical = y.encoded.isEqual(to: bytes.withoutHighestBit)
        let yy = y.squared()
        let (isSquare, root) = FieldElement25519.squareRoot(ofRatio: yy - .one, yy * .d + .one)
        guard (isCanonical && isSquare && !(root.isZero && sign)).isYes else { return nil }
        self.init(x: root.negated(if: sign).carried(), y: y)
    }

    /// The encoding of RFC 8032 section 5.1.2.
    package var edwardsEncoded: Bytes32 { edwardsEncoded(inverseOfZ: z.inverted()) }

    /// The encodings of many points for one inversion and three products each (Montgomery's trick).
    package static func edwardsEncoded(_ points: [EdwardsPoint]) -> [Bytes32] {
        // products[i] = z_0 ... z_i; none of them is zero.
        var product = FieldElement25519.one
        var products: [FieldElement25519] = []
        for point in points {
            products.append(product)
            product = product * point.z
        }
        var inverse = product.inverted()
        var encodings = [Bytes32](repeating: Bytes32(), count: points.count)
        for position in points.indices.reversed() {
            encodings[position] = points[position].edwardsEncoded(inverseOfZ: inverse * products[position])
            inverse = inverse * points[position].z
        }
        return encodings
    }

    private func edwardsEncoded(inverseOfZ inverse: FieldElement25519) -> Bytes32 {
        (y * inverse).encoded.withHighestBit((x * inverse).isNegative)
    }
}

extension Bytes32 {
    fileprivate var withoutHighestBit: Bytes32 {
        let words = littleEndianWords
        return Bytes32(littleEndianWords: words.0, words.1, words.2, words.3 & UInt64.max &>> 1)
    }

    fileprivate func withHighestBit(_ choice: Choice) -> Bytes32 {
        let words = littleEndianWords
        return Bytes32(littleEndianWords: words.0, words.1, words.2, words.3 | choice.bit &<< 63)
    }

    /// Equality in constant time.
    func isEqual(to other: Bytes32) -> Choice {
        let (left, right) = (littleEndianWords, other.littleEndianWords)
        return Choice(
            isZero: (left.0 ^ right.0) | (left.1 ^ right.1) | (left.2 ^ right.2) | (left.3 ^ right.3))
    }
}
