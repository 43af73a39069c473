/// The squares of the magnitudes of a sequence's spectrum, its bits as +1 and -1.
enum PowerSpectrum {
    /// How many of the squared magnitudes of the frequencies 0 ..< floor(n / 2) are below a bound.
    static func count(of sequence: BitSequence, below bound: Double) -> Int {
        sequence.count % 2 == 0 ? countEven(sequence, bound) : countOdd(sequence, bound)
    }

    /// An odd number of values is transformed as complex ones.
    private static func countOdd(_ sequence: BitSequence, _ bound: Double) -> Int {
        var values = ComplexArray(count: sequence.count)
        for position in 0..<sequence.count { values.re[position] = sequence[position] ? 1 : -1 }
        ComplexTransform(length: sequence.count).transform(&values)
        return (0..<sequence.count / 2).count { k in
            values.re[k] * values.re[k] + values.im[k] * values.im[k] < bound
        }
    }

    /// An even number n = 2h of values is transformed as h complex ones, the even positions as real and the odd as
    /// imaginary parts. Their spectra E and O come out of Z_k and Z_(h-k), and with t = w^k O the spectrum is E + t at k,
    /// and the conjugate of E - t at h - k.
    private static func countEven(_ sequence: BitSequence, _ bound: Double) -> Int {
        let half = sequence.count / 2
        var values = ComplexArray(count: half)
        for position in 0..<half {
            let pair = sequence.window(at: 2 * position) >> 62
            values.re[position] = pair & 2 == 0 ? -1 : 1
            values.im[position] = pair & 1 == 0 ? -1 : 1
        }
        ComplexTransform(length: half).transform(&values)
        let re = values.re.span
        let im = values.im.span
        let roots = RootsOfUnity(order: sequence.count)
        let first = re[0] + im[0]
        var count = first * first < bound ? 1 : 0
        for k in 1..<max(half / 2 + 1, 1) where k < half {
            let mirror = half - k
            let evenRe = (re[k] + re[mirror]) / 2
            let evenIm = (im[k] - im[mirror]) / 2
            // -i / 2 times the difference of Z_k and the conjugate of Z_(h-k).
            let oddRe = (im[k] + im[mirror]) / 2
            let oddIm = (re[mirror] - re[k]) / 2
            let turned = ComplexNumber(re: oddRe, im: oddIm) * roots[k]
            let sum = evenRe * evenRe + evenIm * evenIm + oddRe * oddRe + oddIm * oddIm
            let cross = 2 * (evenRe * turned.re + evenIm * turned.im)
            if sum + cross < bound { count += 1 }
            if mirror != k, sum - cross < bound { count += 1 }
        }
        return count
    }
}
