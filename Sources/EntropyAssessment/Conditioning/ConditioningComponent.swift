/// The function that turns raw samples into output, as the accounting of SP 800-90B, 3.1.5, sees it.
package struct ConditioningComponent: Equatable, Sendable {
    /// n_in, bits of input.
    package let inputBits: Int
    /// n_out, bits of output.
    package let outputBits: Int
    /// nw, bits of the narrowest place inside that all entropy goes through; never more than the input (appendix E).
    package let narrowestBits: Int

    /// - Throws: ``AssessmentError`` with `.badParameter` where a width is below 1 or above 2^31.
    package init(inputBits: Int, outputBits: Int, narrowestBits: Int) throws(AssessmentError) {
        for (name, bits) in [("n_in", inputBits), ("n_out", outputBits), ("nw", narrowestBits)] {
            guard (1...1 << 31).contains(bits) else {
                throw AssessmentError(
                    .badParameter, "\(name) is \(bits) bits: a width of a conditioning component is 1 to 2^31 bits")
            }
        }
        self.inputBits = inputBits
        self.outputBits = outputBits
        self.narrowestBits = min(narrowestBits, inputBits)
    }

    /// h_out of a vetted component (3.1.5.1.2).
    ///
    /// - Parameter inputEntropy: h_in, bits in the whole input; above 0 and at most n_in.
    /// - Throws: ``AssessmentError`` with `.badParameter`.
    package func vettedOutput(inputEntropy: Double) throws(AssessmentError) -> ConditionedEntropy {
        guard inputEntropy > 0, inputEntropy <= Double(inputBits) else {
            throw AssessmentError(
                .badParameter,
                "h_in is \(inputEntropy) bits: the input of \(inputBits) bits has more than 0 and at most as many")
        }
        return ConditionedEntropy(self, inputEntropy: inputEntropy)
    }

    /// h_out of a component that is not vetted (3.1.5.2): at most 0.999 of the output, and at most what the output was
    /// assessed at.
    ///
    /// - Parameters:
    ///   - inputEntropy: h_in, bits in the whole input; above 0 and at most n_in.
    ///   - assessedPerBit: h', the assessed min-entropy of the conditioned output, bits a bit; above 0 and at most 1.
    /// - Throws: ``AssessmentError`` with `.badParameter`.
    package func nonVettedOutput(inputEntropy: Double, assessedPerBit: Double) throws(AssessmentError) -> Double {
        guard assessedPerBit > 0, assessedPerBit <= 1 else {
            throw AssessmentError(
                .badParameter,
                "h' is \(assessedPerBit) bits a bit: it is the assessed entropy of conditioned bits, above 0 and at most 1"
            )
        }
        let output = try vettedOutput(inputEntropy: inputEntropy).bits
        return min(output, 0.999 * Double(outputBits), assessedPerBit * Double(outputBits))
    }
}
