package import AsyncGate
package import Groups
package import KeyMap

/// The partial results of one message for one share, under one proof. Whoever has one of them may verify the proof, once
/// for all.
package final class PartialBatch: Sendable {
    /// The fields of one evaluation's input, and the element that came of it.
    package struct Entry: Hashable, Sendable {
        package let contextDigest: [UInt8]
        package let alpha: [UInt8]
        /// Z_i, encoded.
        package let element: [UInt8]

        package init(contextDigest: [UInt8], alpha: [UInt8], element: [UInt8]) {
            self.contextDigest = contextDigest
            self.alpha = alpha
            self.element = element
        }
    }

    /// What the verification of a batch came to.
    package enum Verdict: Sendable {
        /// The elements, decoded, in the order of the entries.
        case right([SecretElement<Ristretto255>])
        case wrong(String)
    }

    package let share: ShareName
    package let epoch: Epoch
    package let entries: [Entry]
    package let proof: PRFPartial.Proof
    package let verdict = AsyncOnce<Verdict>()

    package init(share: ShareName, epoch: Epoch, entries: [Entry], proof: PRFPartial.Proof) {
        self.share = share
        self.epoch = epoch
        self.entries = entries
        self.proof = proof
    }
}

extension PartialBatch: Hashable {
    package static func == (left: PartialBatch, right: PartialBatch) -> Bool {
        left.share == right.share && left.epoch == right.epoch && left.entries == right.entries
            && left.proof == right.proof
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(proof)
    }
}
