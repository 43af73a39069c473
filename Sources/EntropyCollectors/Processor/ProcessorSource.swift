import CShims
package import Entropy

/// Random numbers of the processor, by one of its two instructions. A sample is a byte of what it gives.
package struct ProcessorSource: EntropySource {
    package enum Instruction: String, Sendable {
        /// The conditioned output of the noise source itself, an enhanced non-deterministic generator.
        case rdseed
        /// A generator of SP 800-90A that the noise source seeds.
        case rdrand
    }

    package let description: SourceDescription
    private let instruction: Instruction
    /// Looked up once: the kernel takes some milliseconds to write its list.
    private let isAllowed: Bool

    package init(_ instruction: Instruction) {
        self.instruction = instruction
        isAllowed = ProcessorFlags.list(instruction.rawValue)
        switch instruction {
        case .rdseed:
            description = SourceDescription(
                name: instruction.rawValue, kind: .processor, minEntropy: 2,
                justification: "Intel states full entropy, which nobody outside can measure: a quarter is claimed")
        case .rdrand:
            description = SourceDescription(
                name: instruction.rawValue, kind: .processor, minEntropy: 1.0 / 64,
                justification:
                    "Intel promises one seed of 128 bits in 512 outputs of 128 bits at least, and no more is "
                    + "claimed; output of a generator looks random whatever its seed")
        }
    }

    /// At most ten attempts in a row for RDRAND, and a hundred with pauses for RDSEED, for each 8 bytes: Intel, Digital
    /// Random Number Generator Software Implementation Guide, 5.2.1 and 5.3.1.
    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        try requirePresence()
        var samples: [UInt8] = []
        samples.reserveCapacity(count)
        while samples.count < count {
            let word = try word()
            unsafe withUnsafeBytes(of: word) { unsafe samples += $0.prefix(count - samples.count) }
        }
        return samples
    }

    private func requirePresence() throws(SourceFailure) {
        let isNamed = instruction == .rdseed ? quorate_has_rdseed() : quorate_has_rdrand()
        guard isNamed == 1 else {
            throw SourceFailure(.absent, "\(description.name): this processor does not have the instruction")
        }
        guard isAllowed else {
            throw SourceFailure(
                .absent,
                "\(description.name): the processor names the instruction, but the kernel has withdrawn it as "
                    + "broken (its log says why), so it is not used")
        }
    }

    private func word() throws(SourceFailure) -> UInt64 {
        var word: UInt64 = 0
        switch instruction {
        case .rdrand:
            for _ in 0..<10 where unsafe quorate_rdrand(&word) == 1 { return word }
        case .rdseed:
            for _ in 0..<100 {
                if unsafe quorate_rdseed(&word) == 1 { return word }
                quorate_pause()
            }
        }
        throw SourceFailure(
            .failed,
            "\(description.name): the instruction gave nothing again and again; the processor's generator is "
                + "broken, or others exhaust it")
    }
}
