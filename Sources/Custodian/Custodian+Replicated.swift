import ByteCoding
import CustodianContract
import SecretSharing
import Secrets
import ThresholdCrypto

extension Custodian {
    /// Values of the replicated-key PRF on the fields of its input.
    ///
    /// - Parameters:
    ///   - responders: who answers; this member among them.
    ///   - crossChecked: whether the values of all of the member's subsets are asked for, not the sum of those that fall to it.
    func evaluateReplicated(
        _ use: ShareUse, _ share: ShareVault.Held, contextDigest: [UInt8], alpha: [UInt8], responders: MemberSet,
        crossChecked: Bool
    ) throws(Refusal) -> ReplicatedPartial {
        let threshold = share.publicPart.threshold
        guard let subsets = share.subsets, responders.isSubset(of: .all(of: threshold)),
            responders.count >= threshold.quorum, responders.contains(share.index)
        else {
            throw Refusal(
                .malformed, "the responders are not a quorum of the committee of \(use.share) with this custodian in it"
            )
        }
        let input: PRFInput
        do {
            input = try PRFInput(
                suite: share.suite, key: use.share.key, version: use.share.version, contextDigest: contextDigest,
                alpha: alpha)
        } catch {
            throw Refusal(.malformed, "the PRF's input is refused: \(error)")
        }
        let evaluation = ReplicatedEvaluation(subsets, member: share.index, input: input.encoded)
        let values = unsafe share.secret.withUnsafeBytes { bytes in
            let keys = unsafe RawSpan(_unsafeBytes: bytes)
            return crossChecked ? evaluation.values(keys) : evaluation.sum(keys, responders: responders)
        }
        return ReplicatedPartial(epoch: share.epoch, responders: responders, values: values)
    }
}
