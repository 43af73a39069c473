import RealModule

/// Output_Entropy of SP 800-90B, 3.1.5.1.2, in a form that keeps its distance to full entropy, which is far below the last
/// digit of the entropy itself.
///
/// With n = min(n_out, nw), the standard's psi and omega are both about 2^-n. What is computed here is by how much they
/// are more: the entropy is n - log2(1 + delta), or, where the input holds less than n bits, as much less than h_in.
package struct ConditionedEntropy: Equatable, Sendable {
    /// h_out, bits in the whole output.
    package let bits: Double
    /// -log2 of epsilon, where h_out = (1 - epsilon) n_out; infinite where the output is full.
    package let outputEpsilonExponent: Double
    /// -log2 of epsilon, where h_out = (1 - epsilon) h_in; infinite where nothing is lost.
    package let inputEpsilonExponent: Double

    init(_ component: ConditioningComponent, inputEntropy: Double) {
        let n = Double(min(component.outputBits, component.narrowestBits))
        let (input, output) = (Double(component.inputBits), Double(component.outputBits))
        let log2e = 1 / Double.log(2)
        // (1 - 2^-h_in) / (1 - 2^-n_in) - 1: all inputs but the likeliest one share what that one leaves.
        let rest = (Double.exp2(-input) - Double.exp2(-inputEntropy)) / (1 - Double.exp2(-input))
        // omega 2^n = (1 + spread) (1 + rest).
        let spreadExponent = 0.5 * (Double.log2(2 * n * Double.log(2)) - (input - n))
        let spread = Double.exp2(spreadExponent)
        let omega = spread + (1 + spread) * rest
        let surplus = n - inputEntropy
        let psi = Double.exp2(surplus) + rest

        if surplus >= 0, surplus > spreadExponent {
            // psi = 2^-h_in (1 + 2^(h_in - n) (1 + rest)): less than h_in by very little.
            let lost = Double.exp2(-surplus) * (1 + rest)
            let lostExponent =
                lost > 1e-300 ? Double.log2(Double.log(onePlus: lost) * log2e) : -surplus + Double.log2(log2e)
            bits = max(0, inputEntropy - Double.log(onePlus: lost) * log2e)
            inputEpsilonExponent = Double.log2(inputEntropy) - lostExponent
            outputEpsilonExponent = Self.exponent(of: output - bits, in: output)
            return
        }
        let delta = max(omega, psi)
        let deficitExponent: Double
        if delta > 1e-250 {
            deficitExponent = Double.log2(Double.log(onePlus: delta) * log2e)
        } else {
            deficitExponent = max(surplus, spreadExponent) + Double.log2(log2e)
        }
        bits = max(0, n - Double.log(onePlus: max(0, delta)) * log2e)
        outputEpsilonExponent =
            output == n ? Double.log2(output) - deficitExponent : Self.exponent(of: output - bits, in: output)
        inputEpsilonExponent =
            inputEntropy == n
            ? Double.log2(inputEntropy) - deficitExponent : Self.exponent(of: inputEntropy - bits, in: inputEntropy)
    }

    private static func exponent(of difference: Double, in whole: Double) -> Double {
        difference > 0 ? Double.log2(whole) - Double.log2(difference) : .infinity
    }
}
