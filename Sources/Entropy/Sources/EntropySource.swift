/// Something that raw samples come from. Sources read clocks, devices and modules, and live where those may be touched; here
/// is only what becomes of their samples.
package protocol EntropySource: Sendable {
    var description: SourceDescription { get }

    /// Takes raw samples, each a symbol of ``SourceDescription/bitsPerSample`` bits in a byte of its own. Blocks while it
    /// does: never call it where a task's thread is wanted for something else.
    ///
    /// - Returns: exactly `count` samples.
    /// - Throws: ``SourceFailure``.
    func read(_ count: Int) throws(SourceFailure) -> [UInt8]
}

/// What a source is, and what is claimed of it.
package struct SourceDescription: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// How long this machine takes for the same work again and again.
        case timing
        /// The kernel's generator.
        case kernel
        /// An instruction of the processor.
        case processor
        /// A TPM 2.0.
        case tpm
        /// A token behind PKCS #11.
        case token
        /// Readings of power and heat.
        case ambient
    }

    /// Unique in a process; what operators call it.
    package let name: String
    package let kind: Kind
    /// 1...8.
    package let bitsPerSample: Int
    /// Bits of min-entropy claimed of a sample; 0 credits nothing, whatever comes.
    package let minEntropy: Double
    /// Why so much may be claimed.
    package let justification: String

    package init(name: String, kind: Kind, bitsPerSample: Int = 8, minEntropy: Double, justification: String) {
        self.name = name
        self.kind = kind
        self.bitsPerSample = bitsPerSample
        self.minEntropy = minEntropy
        self.justification = justification
    }
}

/// Why a source gives no samples.
package struct SourceFailure: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// This machine does not have it.
        case absent
        /// It is there and gives nothing.
        case failed
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    /// The message without the source's name before it, for where that stands already.
    package func reason(of source: String) -> String {
        message.hasPrefix("\(source): ") ? String(message.dropFirst(source.count + 2)) : message
    }
}
