import ArgumentParser

/// The ways to lie that the fleet must survive.
enum Lie: String, ExpressibleByArgument, CaseIterable {
    /// Another group element or scalar than the share's; an honest proof beside it.
    case wrongPartial = "wrong-partial"
    /// The right partial under a proof that does not hold; for signatures, a wrong share.
    case wrongProof = "wrong-proof"
    /// A right result that claims another epoch.
    case staleEpoch = "stale-epoch"
    /// Bytes that are no element and no scalar.
    case garbage
    /// Nonce commitments that are no elements, under a good signature.
    case badNonces = "bad-nonces"
    /// The first nonce commitments that the gateway got, again and again: each request for fresh ones gets the old batch.
    case replayedNonces = "replayed-nonces"
    /// Nonce commitments that were made for another gateway, under a good signature for this one.
    case borrowedNonces = "borrowed-nonces"
    /// Of replicated keys, a wrong value of one subset; all else is right.
    case wrongValue = "wrong-value"
    /// An answer with an honest beginning that is larger than any message may be.
    case oversize
    /// Lists with far more entries than the contract allows, and fields as much too long, in a message that may be so large.
    case tooMany = "too-many"
    /// As a requester, a signature that is none.
    case wrongSignature = "wrong-signature"
    /// As a requester, the right result with an honest member accused.
    case slander
    /// The right answer, late: just after others are asked.
    case slow
    /// No answer at all.
    case silent
}
