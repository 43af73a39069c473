import Foundation
import StatisticalSuite
import TestSupport
import Testing

/// The tests are computed by words, counts and fast transforms; here by the letter of the standard, bit by bit, on
/// sequences of all kinds of lengths.
@Suite("What is computed fast is what the standard defines")
struct PlainDefinitionTests {
    private static let lengths = [2, 3, 7, 16, 61, 64, 65, 100, 127, 128, 243, 500, 625, 961]

    @Test("the spectral test counts the magnitudes of a plain Fourier transform", arguments: Array(2...160) + lengths)
    func spectral(count: Int) throws {
        let sequence = try SampleBits.sequence(seed: UInt64(count), count: count)
        let signs = sequence.bits.map { Double(2 * $0 - 1) }
        let below = (0..<count / 2).count { k in
            var (re, im) = (0.0, 0.0)
            for (j, sign) in signs.enumerated() {
                let angle = 2 * Double.pi * Double(j * k % count) / Double(count)
                re += sign * cos(angle)
                im += sign * sin(angle)
            }
            return (re * re + im * im).squareRoot() < (2.995732274 * Double(count)).squareRoot()
        }
        let n = Double(count)
        let distance = (Double(below) - 0.95 * n / 2) / (n * 0.95 * 0.05 / 4).squareRoot()
        let value = try #require(SpectralTest().outcome(of: sequence).values.first)
        #expect(abs(value - erfc(abs(distance) / 2.0.squareRoot())) < 1e-12)
    }

    @Test("the linear complexity test has Massey's complexities", arguments: [500, 501, 512, 1000, 5000])
    func linearComplexity(blockLength: Int) throws {
        let sequence = try SampleBits.sequence(seed: 9, count: blockLength == 500 ? 70_123 : 7_123)
        let bits = sequence.bits
        var counts = [0, 0, 0, 0, 0, 0, 0]
        let m = Double(blockLength)
        let sign = blockLength % 2 == 0 ? 1.0 : -1.0
        for start in stride(from: 0, through: bits.count - blockLength, by: blockLength) {
            let complexity = Double(massey(Array(bits[start..<start + blockLength])))
            let t = sign * (complexity - (m / 2 + (9 - sign) / 36)) + 2.0 / 9
            counts[[-2.5, -1.5, -0.5, 0.5, 1.5, 2.5].count { t > $0 }] += 1
        }
        let expected = ChiSquare.statistic(
            counts, probabilities: [0.01047, 0.03125, 0.125, 0.5, 0.25, 0.0625, 0.020833])
        let test = try LinearComplexityTest(blockLength: blockLength)
        let value = try #require(test.outcome(of: sequence).values.first)
        #expect(abs(value - ChiSquare.pValue(expected, degrees: 6)) < 1e-12)
    }

    /// Massey's algorithm, with polynomials as arrays of bits.
    private func massey(_ bits: [Int]) -> Int {
        var current = [1]
        var former = [1]
        var (length, shift) = (0, 1)
        for n in bits.indices {
            let discrepancy = current.indices.reduce(0) { $1 <= n ? $0 ^ current[$1] & bits[n - $1] : $0 }
            guard discrepancy == 1 else {
                shift += 1
                continue
            }
            let old = current
            current += Array(repeating: 0, count: max(0, former.count + shift - current.count))
            for index in former.indices { current[index + shift] ^= former[index] }
            if 2 * length <= n {
                (length, former, shift) = (n + 1 - length, old, 1)
            } else {
                shift += 1
            }
        }
        return length
    }

    @Test("runs, sums and longest runs are those of the bits one by one", arguments: lengths)
    func walk(count: Int) throws {
        let sequence = try SampleBits.sequence(seed: UInt64(count), count: count)
        let bits = sequence.bits
        let ones = Double(bits.reduce(0, +))
        let n = Double(count)
        let frequency = erfc(abs(2 * ones - n) / (2 * n).squareRoot())
        #expect(abs(FrequencyTest().outcome(of: sequence).values[0] - frequency) < 1e-12)

        let share = ones / n
        let runs = 1 + zip(bits, bits.dropFirst()).count { $0 != $1 }
        let spread = share * (1 - share)
        let isBalanced = abs(share - 0.5) <= 2 / n.squareRoot() && spread > 0
        let distance = abs(Double(runs) - 2 * n * spread) / (2 * (2 * n).squareRoot() * spread)
        #expect(abs(RunsTest().outcome(of: sequence).values[0] - (isBalanced ? erfc(distance) : 0)) < 1e-12)

        // A sequence read from its end has the sums of the other direction.
        let backward = try BitSequence(digits: String(bits.map(String.init).joined().reversed()))
        let values = CumulativeSumsTest().outcome(of: sequence).values
        #expect(CumulativeSumsTest().outcome(of: backward).values == values.reversed())
    }

    @Test("the serial test counts patterns around the sequence's end", arguments: lengths, [2, 3, 5])
    func serial(count: Int, length: Int) throws {
        let sequence = try SampleBits.sequence(seed: UInt64(count), count: count)
        guard count >= length else { return }
        let psi = [length, length - 1, length - 2].map { psiSquare(of: sequence.bits, length: $0) }
        let first = ChiSquare.pValue(psi[0] - psi[1], degrees: Double(1 << (length - 1)))
        let second = ChiSquare.pValue(psi[0] - 2 * psi[1] + psi[2], degrees: Double(1 << (length - 2)))
        let values = try SerialTest(patternLength: length).outcome(of: sequence).values
        #expect(abs(values[0] - first) < 1e-9 && abs(values[1] - second) < 1e-9)
    }

    private func psiSquare(of bits: [Int], length: Int) -> Double {
        guard length > 0 else { return 0 }
        var counts: [[Int]: Int] = [:]
        for start in bits.indices { counts[(0..<length).map { bits[(start + $0) % bits.count] }, default: 0] += 1 }
        let n = Double(bits.count)
        let squares = counts.values.reduce(0.0) { $0 + Double($1 * $1) }
        return squares * Double(1 << length) / n - n
    }
}
