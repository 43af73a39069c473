import Secrets

/// Sums of public scalars times points by interleaving (Straus 1964): the doublings are shared, and each scalar is
/// recoded in width 5, the generator's in width 8 over a table made once.
///
/// Time depends on the scalars. It does not depend on the points, so that they may be secret; what was derived of them
/// is wiped.
enum StrausSum {
    typealias Term = (scalar: Scalar<Field25519>, point: EdwardsPoint)

    /// generator * G + the sum of the terms.
    static func sum(generator: Scalar<Field25519>, _ terms: [Term]) -> EdwardsPoint {
        let generatorForm = NonAdjacentForm(generator, width: GeneratorTable.width)
        let forms = terms.map { NonAdjacentForm($0.scalar, width: 5) }
        var tables: [CachedPoint] = []
        tables.reserveCapacity(8 * terms.count)
        defer { tables.wipe() }
        var starts: [Int] = []
        for (term, form) in zip(terms, forms) {
            starts.append(tables.count)
            appendOddMultiples(of: term.point, upTo: form.largestDigit, to: &tables)
        }
        let highest = max(generatorForm.count, forms.map { $0.count }.max() ?? 0)
        var sum = CompletedPoint.identity
        for position in (0..<highest).reversed() {
            sum = sum.projective.doubled
            for term in forms.indices {
                let digit = Int(forms[term].digits[position])
                if digit > 0 {
                    sum = sum.extended + tables[starts[term] + digit / 2]
                } else if digit < 0 {
                    sum = sum.extended - tables[starts[term] - digit / 2]
                }
            }
            let digit = Int(generatorForm.digits[position])
            if digit > 0 {
                sum = sum.extended + GeneratorTable.oddMultiples[digit / 2]
            } else if digit < 0 {
                sum = sum.extended - GeneratorTable.oddMultiples[-digit / 2]
            }
        }
        return sum.extended
    }

    /// P, 3P, 5P and so on.
    private static func appendOddMultiples(
        of point: EdwardsPoint, upTo largest: Int, to tables: inout [CachedPoint]
    ) {
        guard largest > 0 else { return }
        tables.append(CachedPoint(point))
        guard largest > 1 else { return }
        let double = CachedPoint(point.doubled)
        var multiple = point
        for _ in 1...(largest / 2) {
            multiple = (multiple + double).extended
            tables.append(CachedPoint(multiple))
        }
    }
}

/// Odd multiples of the generator of edwards25519, which also stands for that of ristretto255.
enum GeneratorTable {
    static let width = 8

    /// G, 3G, ..., 127G.
    static let oddMultiples: [AffineCachedPoint] = {
        guard let generator = EdwardsPoint(edwards: Edwards25519.generator) else {
            preconditionFailure("the generator of edwards25519 is a constant of ours")
        }
        let double = CachedPoint(generator.doubled)
        var table: [AffineCachedPoint] = []
        var multiple = generator
        for _ in 0..<(1 << (width - 2)) {
            let inverse = multiple.z.inverted()
            table.append(AffineCachedPoint(x: multiple.x * inverse, y: multiple.y * inverse))
            multiple = (multiple + double).extended
        }
        return table
    }()
}

extension CompletedPoint {
    static let identity = CompletedPoint(x: .zero, y: .one, z: .one, t: .one)
}
