import SecretSharing
import Secrets
import ThresholdCrypto

/// A ciphertext that is to be opened with what members say: it opens under the right sum only, and so judges them.
struct ReplicatedTrial: Sendable {
    let envelope: Envelope
    let context: EncryptionContext
    /// The PRF's input.
    let input: [UInt8]

    /// What came of it.
    struct Opening: ~Copyable {
        let plaintext: SecretBytes
        /// The members whose values opened the ciphertext.
        let proven: MemberSet

        consuming func taken() -> SecretBytes { plaintext }
    }

    func open(_ sum: [UInt8]) -> SecretBytes? {
        try? envelope.open(under: ReplicatedPRF.finalize(input: input, sum: sum), context: context)
    }

    /// Opens it with the agreed sum, or where there is none with any quorum's: one of honest members is among 2k - 1.
    func open(_ check: CrossCheck, _ threshold: Threshold) -> Opening? {
        if let sum = check.sum { return opening(sum, proven: check.trusted) }
        var tried: Set<[UInt8]> = []
        for quorum in MemberSet.all(ofSize: threshold.quorum, in: threshold) {
            guard let sum = check.sum(of: quorum), tried.insert(sum).inserted else { continue }
            if let opening = opening(sum, proven: quorum) { return opening }
        }
        return nil
    }

    private func opening(_ sum: [UInt8], proven: MemberSet) -> Opening? {
        guard let plaintext = open(sum) else { return nil }
        return Opening(plaintext: plaintext, proven: proven)
    }
}
