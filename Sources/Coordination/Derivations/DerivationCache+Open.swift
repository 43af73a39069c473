import KeyMap
import ThresholdCrypto

extension DerivationCache.Visit {
    /// The plaintext under what is held; nil where nothing is, or where the ciphertext does not open under it, which is
    /// then for a quorum to say.
    func open(_ envelope: Envelope, context: EncryptionContext) -> Opened? {
        guard let output = take(), let plaintext = try? envelope.open(under: output.w, context: context) else {
            return nil
        }
        let use = QuorumUse(
            attempts: 0, custodians: [], blamed: [], version: envelope.version, epoch: output.epoch, isCached: true)
        return Opened(plaintext: plaintext, use: use)
    }
}
