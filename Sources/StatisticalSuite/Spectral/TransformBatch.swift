/// Up to eight transforms of one length that are computed together: their numbers side by side, number j of all of them
/// before number j + 1.
struct TransformBatch {
    /// How many transforms.
    static let width = 8
    /// How many pairs that is.
    static let pairs = width / 2

    var numbers: [ComplexPair]
    /// Where a step of the transform puts its results.
    var spare: [ComplexPair]

    /// - Parameter length: the most numbers of a transform.
    init(length: Int) {
        numbers = Array(repeating: .zero, count: length * Self.pairs)
        spare = numbers
    }

    /// Reads number `index` of the first `width` transforms, which lie `step` apart; the others' become zero.
    @inline(__always)
    mutating func load(_ index: Int, from values: ComplexArray, at position: Int, step: Int, width: Int) {
        let base = index &* Self.pairs
        guard width == Self.width else {
            for pair in 0..<Self.pairs {
                var number = ComplexPair.zero
                for lane in 0..<2 where 2 * pair + lane < width {
                    number.re[lane] = values.re[position + (2 * pair + lane) * step]
                    number.im[lane] = values.im[position + (2 * pair + lane) * step]
                }
                numbers[base + pair] = number
            }
            return
        }
        for pair in 0..<Self.pairs {
            let (first, second) = (position &+ 2 &* pair &* step, position &+ (2 &* pair &+ 1) &* step)
            numbers[base &+ pair] = ComplexPair(
                re: SIMD2(values.re[first], values.re[second]), im: SIMD2(values.im[first], values.im[second]))
        }
    }

    /// Writes number `index` of the first `width` transforms to neighbouring places.
    @inline(__always)
    func store(_ index: Int, to values: inout ComplexArray, at position: Int, width: Int) {
        let base = index &* Self.pairs
        for lane in 0..<width {
            let number = numbers[base &+ lane &>> 1]
            values.re[position &+ lane] = number.re[lane & 1]
            values.im[position &+ lane] = number.im[lane & 1]
        }
    }

    /// Multiplies number `index` of each transform by a power of a root of unity, which grows by `step` from one to the
    /// next.
    @inline(__always)
    mutating func turn(_ index: Int, by roots: RootsOfUnity, power: Int, step: Int, width: Int) {
        let base = index &* Self.pairs
        for lane in stride(from: 0, to: width, by: 2) {
            // An odd last transform has no neighbour, whose power could be too high.
            let second = lane + 1 < width ? power &+ (lane &+ 1) &* step : 0
            numbers[base &+ lane &>> 1] = numbers[base &+ lane &>> 1] * roots[power &+ lane &* step, second]
        }
    }
}
