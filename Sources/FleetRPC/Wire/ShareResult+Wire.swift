import ByteCoding
package import CustodianContract
import FleetProto
import FoundationEssentials
import KeyMap
import SecretSharing

extension ShareResult {
    package func wire(id: UInt64) -> Wire.UseReply {
        var message = Wire.UseReply()
        message.id = id
        switch self {
        case .partial(let partial):
            message.prfPartial.epoch = partial.epoch.value
            message.prfPartial.element = Data(partial.element)
            if let proof = partial.proof {
                message.prfPartial.proofFirst = Data(proof.first)
                message.prfPartial.proofSecond = Data(proof.second)
                message.prfPartial.proofResponse = Data(proof.response)
            }
        case .agreement(let partial):
            message.agreement.epoch = partial.epoch.value
            message.agreement.element = Data(partial.element)
            message.agreement.proofFirst = Data(partial.proof.first)
            message.agreement.proofSecond = Data(partial.proof.second)
            message.agreement.proofResponse = Data(partial.proof.response)
        case .replicated(let partial):
            message.replicatedPartial.epoch = partial.epoch.value
            message.replicatedPartial.responders = partial.responders.mask
            message.replicatedPartial.values = Data(partial.values)
        case .nonces(let batch): message.nonces = batch.wire
        case .signature(let share):
            message.signatureShare.epoch = share.epoch.value
            message.signatureShare.share = Data(share.share)
            if let fresh = share.fresh { message.signatureShare.fresh = fresh.wire }
        case .importParameters(let parameters): message.importParameters = Data(parameters.encoded)
        case .refused(let refusal): message.refusal = refusal.wire
        case .performed(let result):
            message.performed.output = Data(result.output)
            message.performed.custodians = result.custodians.map(\.description)
            message.performed.liars = result.liars.map(\.description)
            message.performed.attempts = UInt32(clamping: result.attempts)
        }
        return message
    }

    /// - Parameter batch: with whose proof a partial came.
    /// - Throws: ``WireError``.
    package init(wire message: Wire.UseReply, batch: PartialBatch? = nil) throws {
        switch message.result {
        case .prfPartial(let partial):
            let hasProof = !partial.proofFirst.isEmpty || !partial.proofSecond.isEmpty || !partial.proofResponse.isEmpty
            self = .partial(
                PRFPartial(
                    epoch: Epoch(partial.epoch), element: Array(partial.element),
                    proof: hasProof
                        ? PRFPartial.Proof(
                            first: Array(partial.proofFirst), second: Array(partial.proofSecond),
                            response: Array(partial.proofResponse)) : nil,
                    batch: batch))
        case .agreement(let partial):
            self = .agreement(
                AgreementPartial(
                    epoch: Epoch(partial.epoch), element: Array(partial.element),
                    proof: PRFPartial.Proof(
                        first: Array(partial.proofFirst), second: Array(partial.proofSecond),
                        response: Array(partial.proofResponse))))
        case .replicatedPartial(let partial):
            self = .replicated(
                ReplicatedPartial(
                    epoch: Epoch(partial.epoch), responders: MemberSet(mask: partial.responders),
                    values: Array(partial.values)))
        case .nonces(let batch): self = .nonces(try NonceBatch(wire: batch))
        case .signatureShare(let share):
            self = .signature(
                SignatureShare(
                    epoch: Epoch(share.epoch), share: Array(share.share),
                    fresh: share.hasFresh ? try NonceBatch(wire: share.fresh) : nil))
        case .refusal(let refusal):
            self = .refused(Refusal(wire: refusal))
        case .importParameters(let bytes):
            self = .importParameters(try ImportParameters(decoding: Array(bytes)))
        case .performed(let result):
            self = .performed(
                OperationResult(
                    output: Array(result.output), custodians: result.custodians.map { CustodianID($0) },
                    liars: result.liars.map { CustodianID($0) }, attempts: Int(result.attempts)))
        case nil: throw WireError("an answer without a result")
        }
    }
}

extension NonceBatch {
    var wire: Wire.NonceBatch {
        var message = Wire.NonceBatch()
        message.epoch = epoch.value
        message.scheme = scheme.wire
        message.boot = Data(boot)
        message.commitments = commitments.map { $0.wire }
        message.signature = Data(signature)
        return message
    }

    init(wire message: Wire.NonceBatch) throws {
        self.init(
            epoch: Epoch(message.epoch), scheme: try SignatureScheme(wire: message.scheme), boot: Array(message.boot),
            commitments: message.commitments.map(SignerCommitment.init(wire:)), signature: Array(message.signature))
    }
}
