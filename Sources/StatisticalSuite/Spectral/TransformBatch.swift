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

    /// Reads `count` numbers of the first `width` transforms: from a number to the next it is `step`, from a transform to the
    /// next `laneStep`. What the other transforms then hold means nothing.
    mutating func load(
        _ count: Int, from values: [ComplexNumber], at position: Int, step: Int, laneStep: Int, width: Int
    ) {
        let values = values.span
        var numbers = self.numbers.mutableSpan
        let last = width - 1
        for index in 0..<count {
            let start = position &+ index &* step
            for pair in 0..<Self.pairs {
                let first = values[start &+ min(2 &* pair, last) &* laneStep]
                let second = values[start &+ min(2 &* pair &+ 1, last) &* laneStep]
                numbers[index &* Self.pairs &+ pair] = ComplexPair(first, second)
            }
        }
    }

    /// Writes `count` numbers of the first `width` transforms, transforms to neighbouring places, and numbers `step` apart.
    func store(_ count: Int, to values: inout [ComplexNumber], at position: Int, step: Int, width: Int) {
        let numbers = self.numbers.span
        var values = values.mutableSpan
        for index in 0..<count {
            let start = position &+ index &* step
            for pair in 0..<(width &+ 1) / 2 {
                let number = numbers[index &* Self.pairs &+ pair]
                values[start &+ 2 &* pair] = number.first
                if 2 &* pair &+ 1 < width { values[start &+ 2 &* pair &+ 1] = number.second }
            }
        }
    }

    /// Multiplies number k of each transform by w^(k · column), where the first transform stands for `column` and each
    /// other one for the next.
    mutating func turn(_ count: Int, by roots: RootsOfUnity, column: Int, width: Int) {
        var numbers = self.numbers.mutableSpan
        for index in 0..<count {
            for pair in 0..<(width &+ 1) / 2 {
                let power = index &* (column &+ 2 &* pair)
                // An odd last transform has no neighbour, whose power could be too high.
                let next = 2 &* pair &+ 1 < width ? power &+ index : power
                let place = index &* Self.pairs &+ pair
                numbers[place] = numbers[place] * ComplexPair(roots[power], roots[next])
            }
        }
    }
}
