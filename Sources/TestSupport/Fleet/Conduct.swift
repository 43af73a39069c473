package import Custodian
package import CustodianContract
import Groups
package import KeyMap
import SecretSharing
import Secrets

/// How the far end of an ``InProcessLink`` behaves.
package enum Conduct: Hashable, Sendable {
    case honest
    case disconnected
    case silent
    /// Honest, after so many milliseconds.
    case slow(Int)
    case refuses(Refusal.Code)
    /// Another element or scalar than the share's, beside an honest proof.
    case wrongPartial
    /// The right element under a proof that does not hold.
    case wrongProof
    case noProof
    case staleEpoch
    /// Bytes that are no element and no scalar.
    case garbage
    /// An answer to another question.
    case otherKind
    /// Fresh nonce commitments that the custodian did not sign.
    case unsignedNonces
    /// Of replicated keys, a wrong value of the first subset only.
    case wrongValue
    /// The same difference in the second and the fourth value of replicated keys, and in any sum: two colluders of five whose
    /// false values cancel each other in the sum.
    case cancellingValues

    /// What is answered in the place of a custodian.
    ///
    /// - Throws: `LinkError` where nothing is.
    package func answer(
        _ use: ShareUse, to gateway: String, from service: any CustodianService, custodian: CustodianID
    ) async throws -> ShareResult {
        switch self {
        case .disconnected: throw LinkError(custodian: custodian, reason: "the test cut it off")
        case .silent:
            try await Task.sleep(for: .seconds(60))
            throw LinkError(custodian: custodian, reason: "it stayed silent")
        case .slow(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
        case .refuses(let code): return .refused(Refusal(code, "the test says so"))
        default: break
        }
        switch await service.use(use, gateway: gateway) {
        case .partial(let partial): return twisted(partial)
        case .agreement(let partial): return twisted(partial)
        case .replicated(let partial): return twisted(partial)
        case .signature(let share): return twisted(share)
        case .nonces(let batch): return .nonces(twisted(batch))
        case .performed(let result): return .performed(twisted(result))
        case let other: return other
        }
    }

    private func twisted(_ partial: PRFPartial) -> ShareResult {
        var (epoch, element, proof) = (partial.epoch, partial.element, partial.proof)
        switch self {
        case .wrongPartial: element = Self.shifted(element)
        case .wrongProof:
            if let honest = proof {
                proof = PRFPartial.Proof(
                    first: honest.first, second: honest.second, response: Self.incremented(honest.response))
            } else {
                element = Self.shifted(element)
            }
        case .noProof: proof = nil
        case .staleEpoch: epoch = Epoch(epoch.value &- 1)
        case .garbage: element = [UInt8](repeating: 0xff, count: 32)
        case .otherKind: return .signature(SignatureShare(epoch: epoch, share: element, fresh: nil))
        default: break
        }
        return .partial(PRFPartial(epoch: epoch, element: element, proof: proof))
    }

    private func twisted(_ partial: AgreementPartial) -> ShareResult {
        var (epoch, element, proof) = (partial.epoch, partial.element, partial.proof)
        switch self {
        case .wrongPartial: element = Self.shifted(element, in: Secp256r1.self)
        case .wrongProof:
            proof = PRFPartial.Proof(
                first: proof.first, second: proof.second,
                response: Self.incremented(proof.response, in: FieldP256.self))
        case .noProof: proof = PRFPartial.Proof(first: [], second: [], response: [])
        case .staleEpoch: epoch = Epoch(epoch.value &- 1)
        case .garbage: element = [UInt8](repeating: 0xff, count: 33)
        case .otherKind: return .partial(PRFPartial(epoch: epoch, element: element, proof: proof))
        default: break
        }
        return .agreement(AgreementPartial(epoch: epoch, element: element, proof: proof))
    }

    private func twisted(_ partial: ReplicatedPartial) -> ShareResult {
        var (epoch, responders, values) = (partial.epoch, partial.responders, partial.values)
        switch self {
        case .wrongPartial: values = values.map { $0 ^ 0x55 }
        case .wrongValue: values[0] ^= 1
        case .cancellingValues where values.count == 32: values[0] ^= 1
        case .cancellingValues:
            values[32] ^= 1
            values[96] ^= 1
        case .wrongProof: responders = MemberSet(mask: responders.mask ^ 1)
        case .staleEpoch: epoch = Epoch(epoch.value &- 1)
        case .garbage: values = Array(values.dropLast())
        case .otherKind: return .partial(PRFPartial(epoch: epoch, element: values, proof: nil))
        default: break
        }
        return .replicated(ReplicatedPartial(epoch: epoch, responders: responders, values: values))
    }

    private func twisted(_ answer: SignatureShare) -> ShareResult {
        var (epoch, share) = (answer.epoch, answer.share)
        switch self {
        case .wrongPartial, .wrongProof: share = Self.incremented(share)
        case .staleEpoch: epoch = Epoch(epoch.value &- 1)
        case .garbage: share = [UInt8](repeating: 0xff, count: 32)
        case .otherKind: return .partial(PRFPartial(epoch: epoch, element: share, proof: nil))
        default: break
        }
        return .signature(SignatureShare(epoch: epoch, share: share, fresh: answer.fresh.map(twisted)))
    }

    private func twisted(_ result: OperationResult) -> OperationResult {
        var (output, custodians) = (result.output, result.custodians)
        switch self {
        case .wrongPartial, .wrongProof, .staleEpoch: output = output.flipping(bit: 3)
        case .garbage: custodians = [CustodianID("custodian-99\nforged")] + custodians.dropFirst()
        case .otherKind: custodians = custodians.dropLast()
        default: break
        }
        return OperationResult(
            output: output, custodians: custodians, liars: result.liars, attempts: result.attempts)
    }

    private func twisted(_ batch: NonceBatch) -> NonceBatch {
        guard self == .unsignedNonces else { return batch }
        return NonceBatch(
            epoch: batch.epoch, scheme: batch.scheme, boot: batch.boot, commitments: batch.commitments.reversed(),
            signature: batch.signature.flipping(bit: 17))
    }

    private static func shifted<Group: PrimeOrderGroup>(
        _ element: [UInt8], in group: Group.Type = Ristretto255.self
    ) -> [UInt8] {
        guard let element = try? Element<Group>(canonical: element) else { return [] }
        return (element + .generator).bytes
    }

    private static func incremented<Field: ScalarField>(
        _ scalar: [UInt8], in field: Field.Type = Field25519.self
    ) -> [UInt8] {
        guard let scalar = try? Scalar<Field>(canonical: scalar) else { return [] }
        return (scalar + .one).bytes
    }
}
