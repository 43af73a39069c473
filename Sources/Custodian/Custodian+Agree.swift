import CustodianContract
import Groups
import Secrets
import ThresholdCrypto

extension Custodian {
    /// Z_i of a client's point, which is decoded and checked here, with the proof that it is the share's.
    func agree(
        with peer: [UInt8], _ name: ShareName, _ share: ShareVault.Held
    ) throws(Refusal) -> AgreementPartial {
        do {
            let evaluation = AgreementEvaluation(
                peer: try Element(canonical: peer), key: name.key, version: name.version, shard: name.shard,
                epoch: share.epoch, prover: share.index)
            let secret = try SecretScalar<FieldP256>(share.secret)
            let partial = evaluation.partial(share: secret)
            let proof = try evaluation.prove(partial, share: secret, random: settings.random)
            return AgreementPartial(
                epoch: share.epoch, element: partial.revealed,
                proof: PRFPartial.Proof(
                    first: proof.first.bytes, second: proof.second.bytes, response: proof.response.bytes))
        } catch {
            throw Refusal(.malformed, "the peer's public key is refused: \(error)")
        }
    }
}
