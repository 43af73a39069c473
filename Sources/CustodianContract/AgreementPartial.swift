package import KeyMap

/// Z_i of a key agreement, never without the proof (A1, A2, s) that it is the share's.
package struct AgreementPartial: Hashable, Sendable {
    package let epoch: Epoch
    package let element: [UInt8]
    package let proof: PRFPartial.Proof

    package init(epoch: Epoch, element: [UInt8], proof: PRFPartial.Proof) {
        self.epoch = epoch
        self.element = element
        self.proof = proof
    }
}
