import EntropyAssessment
import Foundation
import TestSupport
import Testing

@Suite("Entropy of conditioned output")
struct ConditioningTests {
    static func component(_ input: Int, _ output: Int, _ narrowest: Int) throws -> ConditioningComponent {
        try ConditioningComponent(inputBits: input, outputBits: output, narrowestBits: narrowest)
    }

    @Test("half the input's bits: nothing is lost but 2^-134.47 of it")
    func half() throws {
        let output = try Self.component(256, 256, 256).vettedOutput(inputEntropy: 128)
        #expect(output.bits == 128)
        #expect(abs(output.inputEpsilonExponent - 134.47) < 0.005)
        #expect(abs(output.outputEpsilonExponent - 1) < 1e-9)
    }

    @Test("as much entropy as output: one bit less comes out")
    func exact() throws {
        #expect(try Self.component(2048, 256, 256).vettedOutput(inputEntropy: 256).bits == 255)
    }

    @Test("more entropy than output: full but for 2^-51.4712")
    func surplus() throws {
        let output = try Self.component(512, 256, 256).vettedOutput(inputEntropy: 300)
        #expect(abs(output.bits - 255.9999999999999179961) < 1e-13)
        #expect(abs(output.outputEpsilonExponent - 51.4712) < 5e-5)
    }

    @Test("64 bits more than the output is full entropy by any measure")
    func full() throws {
        let output = try Self.component(1024, 512, 512).vettedOutput(inputEntropy: 512 + 64)
        #expect(output.bits == 512)
        #expect(output.outputEpsilonExponent > 64)
        #expect(output.outputEpsilonExponent < 80)
    }

    @Test("a component that is not vetted gives no more than was assessed, and no more than 0.999")
    func nonVetted() throws {
        let component = try Self.component(1024, 256, 256)
        #expect(abs(try component.nonVettedOutput(inputEntropy: 512, assessedPerBit: 0.99) - 253.44) < 1e-12)
        #expect(abs(try component.nonVettedOutput(inputEntropy: 512, assessedPerBit: 1) - 255.744) < 1e-12)
        #expect(abs(try component.nonVettedOutput(inputEntropy: 100, assessedPerBit: 1) - 100) < 1e-12)
    }

    /// Output_Entropy as the standard writes it, for widths at which doubles can.
    static func asWritten(_ input: Int, _ output: Int, _ narrowest: Int, entropy: Double) -> Double {
        let n = min(output, narrowest, input)
        let high = exp2(-entropy)
        let low = (1 - high) / (exp2(Double(input)) - 1)
        let share = exp2(Double(input - n))
        let psi = share * low + high
        let omega = (share + (2 * Double(n) * share * log(2)).squareRoot()) * low
        return -log2(min(1, max(psi, omega)))
    }

    @Test("the output is what the standard's formula gives, and no more than goes in, comes out, or fits through")
    func formula() throws {
        for (input, output, narrowest) in [
            (1, 1, 1), (8, 8, 8), (8, 4, 2), (24, 48, 12), (40, 20, 30), (30, 30, 64),
        ] {
            let component = try Self.component(input, output, narrowest)
            for step in 1...64 {
                let entropy = Double(input) * Double(step) / 64
                let bits = try component.vettedOutput(inputEntropy: entropy).bits
                let expected = Self.asWritten(input, output, narrowest, entropy: entropy)
                #expect(abs(bits - expected) <= 1e-9, "\(input), \(output), \(narrowest), \(entropy)")
                #expect(bits >= 0 && bits <= min(entropy, Double(output), Double(narrowest)))
            }
        }
    }

    @Test("widths that no double holds give figures too")
    func wide() throws {
        for (input, output) in [(1 << 31, 1 << 31), (4_096, 512), (100_000, 64), (512, 100_000)] {
            let component = try Self.component(input, output, 1 << 31)
            for step in 1...64 {
                let entropy = Double(input) * Double(step) / 64
                let conditioned = try component.vettedOutput(inputEntropy: entropy)
                #expect(conditioned.bits > 0 && conditioned.bits <= min(entropy, Double(output)))
                #expect(!conditioned.outputEpsilonExponent.isNaN && !conditioned.inputEpsilonExponent.isNaN)
            }
        }
    }

    /// One call of ea_conditioning.
    struct Example: Decodable {
        let args: String
        let h_out: String
    }

    @Test("the examples of ea_conditioning are met", .needsSharedData)
    func examples() throws {
        let text = try SharedData.bytes("entropy/sp80090b/ea_conditioning_examples.json")
        let examples = try JSONDecoder().decode([Example].self, from: Data(text))
        #expect(examples.count == 4)
        for example in examples {
            let numbers = example.args.split(separator: " ").compactMap { Double($0) }
            let component = try Self.component(Int(numbers[0]), Int(numbers[1]), Int(numbers[2]))
            let bits =
                numbers.count > 4
                ? try component.nonVettedOutput(inputEntropy: numbers[3], assessedPerBit: numbers[4])
                : try component.vettedOutput(inputEntropy: numbers[3]).bits
            let expected = try #require(Double(example.h_out.split(separator: " ")[0]))
            #expect(abs(bits - expected) <= 1e-15 * expected, "\(example.args)")
        }
    }

    @Test("parameters that no component has are refused")
    func refusals() throws {
        #expect(throws: AssessmentError(.badParameter, "")) { try Self.component(0, 1, 1) }
        #expect(throws: AssessmentError(.badParameter, "")) { try Self.component(1, -1, 1) }
        let component = try Self.component(8, 8, 8)
        for entropy in [0, -1, 8.1, Double.nan, Double.infinity] {
            #expect(throws: AssessmentError(.badParameter, "")) { try component.vettedOutput(inputEntropy: entropy) }
        }
        for assessed in [0, 1.1, Double.nan] {
            #expect(throws: AssessmentError(.badParameter, "")) {
                try component.nonVettedOutput(inputEntropy: 1, assessedPerBit: assessed)
            }
        }
    }
}
