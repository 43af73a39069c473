package import Entropy

/// The generator of a TPM 2.0, by TPM2_GetRandom. A sample is a byte of its output. Every read has a connection of its own,
/// so that others may use the TPM between two of them.
package struct TPMSource: EntropySource {
    package let description: SourceDescription
    /// How long one command may take; some TPMs take a second when they test themselves.
    private static let patience = Duration.seconds(5)
    /// Bytes asked for at once: every TPM has SHA-256, and gives as much as its greatest digest.
    private static let greatestRequest = 32
    private let endpoint: TPMEndpoint

    /// - Parameter minEntropy: bits a byte that the operator claims, by the maker's certificate; 0...8.
    package init(_ endpoint: TPMEndpoint = .standard, minEntropy: Double = 0) {
        self.endpoint = endpoint
        description = SourceDescription(
            name: "tpm", kind: .tpm, minEntropy: minEntropy,
            justification: minEntropy > 0
                ? "the operator's claim"
                : "output of a generator, whose seed nobody sees: nothing is claimed until the operator does, by the maker's "
                    + "certificate; one in software has the host kernel's randomness only")
    }

    /// - Throws: ``SourceFailure`` with `.failed` 5 s after the connection, and again for each 32 bytes, at the latest.
    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        var samples: [UInt8] = []
        samples.reserveCapacity(count)
        while samples.count < count { samples += try ask(min(Self.greatestRequest, count - samples.count)) }
        return samples
    }

    private func ask(_ count: Int) throws(SourceFailure) -> [UInt8] {
        let channel = try TPMChannel(endpoint, until: .now + Self.patience)
        while true {
            try channel.send(TPMCommand.getRandom(UInt16(count)))
            switch TPMCommand.response(try channel.receive(), asked: count) {
            case .random(let bytes): return bytes
            // The channel's deadline ends this.
            case .again: continue
            case .refused(let status):
                throw SourceFailure(
                    .failed, "tpm: \(endpoint) refuses, TPM_RC 0x\(String(status, radix: 16))\(Self.advice(status))")
            case .malformed:
                throw SourceFailure(.failed, "tpm: what answers at \(endpoint) is no TPM 2.0")
            }
        }
    }

    private static func advice(_ status: UInt32) -> String {
        switch status {
        // TPM_RC_INITIALIZE, TPM_RC_FAILURE
        case 0x100: ": it was not started up (TPM2_Startup)"
        case 0x101: ": it is in failure mode; restart the machine"
        default: ""
        }
    }
}
