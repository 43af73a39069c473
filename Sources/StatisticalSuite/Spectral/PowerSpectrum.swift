/// The squares of the magnitudes of a sequence's spectrum, its bits as +1 and -1.
enum PowerSpectrum {
    /// How many of the squared magnitudes of the frequencies 0 ..< floor(n / 2) are below a bound.
    static func count(of sequence: BitSequence, below bound: Double) -> Int {
        sequence.count % 2 == 0 ? countEven(sequence, bound) : countOdd(sequence, bound)
    }

    /// An odd number of values is transformed as complex ones.
    private static func countOdd(_ sequence: BitSequence, _ bound: Double) -> Int {
        var values = (0..<sequence.count).map { ComplexNumber(re: sequence[$0] ? 1 : -1, im: 0) }
        let frequencies = sequence.count / 2
        ComplexTransform(length: sequence.count, outputs: frequencies).transform(&values)
        return values.prefix(frequencies).count { $0.square < bound }
    }

    /// An even number n = 2h of values is transformed as h complex ones, the even positions as real and the odd as
    /// imaginary parts. Their spectra E and O come out of Z_k and Z_(h-k), and with t = w^k O the spectrum is E + t at k,
    /// and the conjugate of E - t at h - k.
    private static func countEven(_ sequence: BitSequence, _ bound: Double) -> Int {
        var values = pairs(of: sequence)
        ComplexTransform(length: values.count, outputs: values.count).transform(&values)
        let spectrum = values.span
        let half = spectrum.count
        let roots = RootsOfUnity(order: sequence.count)
        let sum = spectrum[0].re + spectrum[0].im
        var count = sum * sum < bound ? 1 : 0
        for k in 1..<max((half + 1) / 2, 1) {
            let (one, other) = (spectrum[k], spectrum[half &- k])
            // E and O doubled; E = (Z_k + Z*_(h-k)) / 2, O = -i (Z_k - Z*_(h-k)) / 2.
            let even = ComplexNumber(re: one.re + other.re, im: one.im - other.im)
            let odd = ComplexNumber(re: one.im + other.im, im: other.re - one.re)
            let turned = odd * roots[k]
            let squares = even.square + odd.square
            let product = 2 * (even.re * turned.re + even.im * turned.im)
            if squares + product < 4 * bound { count &+= 1 }
            if squares - product < 4 * bound { count &+= 1 }
        }
        // Where k = h - k, the number is the conjugate of the spectrum's.
        return half > 1 && half % 2 == 0 && spectrum[half / 2].square < bound ? count + 1 : count
    }

    /// The bits two by two, as +1 and -1 in real and imaginary part.
    private static func pairs(of sequence: BitSequence) -> [ComplexNumber] {
        var values = [ComplexNumber](repeating: .zero, count: sequence.count / 2)
        var span = values.mutableSpan
        let numbers: InlineArray<4, ComplexNumber> = [
            ComplexNumber(re: -1, im: -1), ComplexNumber(re: -1, im: 1), ComplexNumber(re: 1, im: -1),
            ComplexNumber(re: 1, im: 1),
        ]
        for start in stride(from: 0, to: span.count, by: 32) {
            var bits = sequence.window(at: 2 * start)
            for position in start..<min(start + 32, span.count) {
                span[position] = numbers[Int(bits >> 62)]
                bits <<= 2
            }
        }
        return values
    }
}
