import Foundation
import StatisticalSuite
import Testing

@Suite("Templates")
struct TemplateTests {
    /// The counts that section 2.7 and NIST's suite state.
    @Test(
        "there are as many aperiodic templates as NIST's suite has",
        arguments: [
            (2, 2), (3, 4), (4, 6), (5, 12), (6, 20), (7, 40), (8, 74), (9, 148), (10, 284), (11, 568), (12, 1116),
            (13, 2232), (14, 4424), (15, 8848), (16, 17622),
        ])
    func count(length: Int, count: Int) {
        let all = AperiodicTemplates.all(ofLength: length)
        #expect(all.count == count)
        #expect(all == all.sorted())
        let chosen = AperiodicTemplates.chosen(ofLength: length)
        #expect(chosen.count == min(count, 148))
        #expect(chosen == (0..<chosen.count).map { all[$0 * max(1, count / 148)] })
    }

    @Test("the templates of three and four bits are these")
    func small() {
        #expect(AperiodicTemplates.all(ofLength: 3) == [0b001, 0b011, 0b100, 0b110])
        #expect(AperiodicTemplates.all(ofLength: 4) == [0b0001, 0b0011, 0b0111, 0b1000, 0b1100, 0b1110])
    }

    @Test("matches are counted by a plain scan too", arguments: [2, 3, 8, 9, 10])
    func scan(length: Int) throws {
        let sequence = try SampleBits.sequence(seed: 5, count: 4099)
        let test = try NonOverlappingTemplateTest(templateLength: length, blockCount: 3)
        let bits = sequence.bits
        let blockLength = bits.count / 3
        let rarity = Double(1 << length)
        let mean = Double(blockLength - length + 1) / rarity
        let variance = Double(blockLength) * (1 / rarity - Double(2 * length - 1) / (rarity * rarity))
        let values = test.outcome(of: sequence).values
        for (value, template) in zip(values, test.templates) {
            let pattern = (0..<length).map { template >> (length - 1 - $0) & 1 }
            var statistic = 0.0
            for block in 0..<3 {
                var matches = 0.0
                var position = block * blockLength
                while position + length <= (block + 1) * blockLength {
                    let isMatch = Array(bits[position..<position + length]) == pattern
                    matches += isMatch ? 1 : 0
                    position += isMatch ? length : 1
                }
                statistic += (matches - mean) * (matches - mean) / variance
            }
            #expect(abs(value - ChiSquare.pValue(statistic, degrees: 3)) < 1e-12)
        }
    }

    /// The probabilities come from Panjer's recursion for clumps of geometric sizes here.
    @Test(
        "overlapping matches are those of a plain scan",
        arguments: [(2, 40), (5, 64), (9, 1032), (10, 2000), (21, 1032)])
    func overlapping(length: Int, blockLength: Int) throws {
        let sequence = try SampleBits.sequence(seed: 6, count: 30 * blockLength + 7)
        let bits = sequence.bits
        var counts = [0, 0, 0, 0, 0, 0]
        for start in stride(from: 0, to: 30 * blockLength, by: blockLength) {
            let matches = (start...start + blockLength - length).count { place in
                bits[place..<place + length].allSatisfy { $0 == 1 }
            }
            counts[min(matches, 5)] += 1
        }
        let eta = Double(blockLength - length + 1) / Double(2 << length)
        var probabilities = [exp(-eta)]
        for u in 1...4 {
            let sum = (1...u).reduce(0.0) { $0 + Double($1) / Double(1 << $1) * probabilities[u - $1] }
            probabilities.append(eta / Double(u) * sum)
        }
        probabilities.append(1 - probabilities.reduce(0, +))
        let expected = ChiSquare.pValue(ChiSquare.statistic(counts, probabilities: probabilities), degrees: 5)
        let test = try OverlappingTemplateTest(templateLength: length, blockLength: blockLength)
        #expect(abs(try #require(test.outcome(of: sequence).values.first) - expected) < 1e-9)
    }
}
