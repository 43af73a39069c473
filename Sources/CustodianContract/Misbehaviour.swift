/// In what way a custodian broke the contract, provably: by this name it is logged and counted.
package enum Misbehaviour: String, Hashable, Sendable, CaseIterable {
    /// A partial, share, value or signature that is not the one that was asked for.
    case wrongResult = "wrong-result"
    /// Of another epoch than the key's.
    case wrongEpoch = "wrong-epoch"
    /// Bytes that mean nothing, or an answer to another question.
    case malformed
    /// Longer, or with more entries, than the contract allows.
    case oversize
    /// An answer to what was not asked, or a second one.
    case unasked
    /// Nonce commitments that are not signed for this key, epoch and gateway, or are none.
    case badNonces = "bad-nonces"
    /// Nonce commitments that were offered before, or that it does not know itself.
    case replayedNonces = "replayed-nonces"
}
