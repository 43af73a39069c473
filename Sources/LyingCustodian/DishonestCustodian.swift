import Custodian
import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import Secrets

/// Wraps an honest custodian and changes what it answers. Ceremonies and the key map stay honest.
struct DishonestCustodian: CustodianService {
    let honest: any CustodianService
    let lie: Lie
    /// The honest custodian's own key: a liar signs its lies.
    let signer: any CeremonySigner

    func use(_ uses: [ShareUse], gateway: String) async -> [ShareResult] {
        if lie == .silent {
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
        }
        var falseBatches: [ObjectIdentifier: PartialBatch] = [:]
        return zip(uses, await honest.use(uses, gateway: gateway)).map {
            twisted($1, of: $0, gateway: gateway, &falseBatches)
        }
    }

    private func twisted(
        _ result: ShareResult, of use: ShareUse, gateway: String, _ falseBatches: inout [ObjectIdentifier: PartialBatch]
    ) -> ShareResult {
        switch result {
        case .partial(let partial): .partial(twisted(partial, &falseBatches))
        case .agreement(let partial): .agreement(twisted(partial))
        case .replicated(let partial): .replicated(twisted(partial))
        case .signature(let share): .signature(twisted(share, of: use, gateway: gateway))
        case .nonces(let batch) where lie == .badNonces: .nonces(twisted(batch, of: use, gateway: gateway))
        case let honestResult: honestResult
        }
    }

    func untilReady() async throws {
        try await honest.untilReady()
    }

    func adopt(_ members: FleetMembers) { honest.adopt(members) }

    func knownHead() async throws -> KeyMapHead {
        try await honest.knownHead()
    }

    func install(snapshot: [SignedChange], head: SignedHead) async throws -> UInt64 {
        try await honest.install(snapshot: snapshot, head: head)
    }

    func apply(_ changes: [SignedChange]) async throws -> UInt64 {
        try await honest.apply(changes)
    }

    func generateKey(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer {
        try await honest.generateKey(step)
    }

    func material(_ step: MaterialStep) async throws(Refusal) -> WrappedMaterial {
        try await honest.material(step)
    }

    /// A share that is another's than the commitments say, or does not open, under the liar's good signature.
    func release(_ signed: SignedPermit, to peer: CustodianID) async throws(Refusal) -> ShareRelease {
        if lie == .silent {
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
        }
        let release = try await honest.release(signed, to: peer)
        switch lie {
        case .badNonces, .wrongValue: return release
        case .wrongProof:
            return ShareRelease(
                index: release.index, sealed: release.sealed, signature: [UInt8](repeating: 1, count: 64))
        case .wrongPartial, .staleEpoch, .garbage, .silent:
            var sealed = release.sealed
            sealed[sealed.count - 1] ^= 1
            let statement = ShareRelease.statement(
                permit: signed.permit.hash, index: release.index, recipient: peer, sealed: sealed)
            return ShareRelease(
                index: release.index, sealed: sealed, signature: (try? signer.sign(statement)) ?? release.signature)
        }
    }

    func refuseUnreadablePermit(from peer: CustodianID, reason: String) async -> Refusal {
        await honest.refuseUnreadablePermit(from: peer, reason: reason)
    }

    func close(_ close: PermitClose) {
        honest.close(close)
    }

    func describe() async -> CustodianDescription {
        await honest.describe()
    }

    /// Commitments that are no elements, under a good signature.
    private func twisted(_ batch: NonceBatch, of use: ShareUse, gateway: String) -> NonceBatch {
        let commitments = batch.commitments.map {
            SignerCommitment(index: $0.index, hiding: [UInt8](repeating: 0xff, count: 64), binding: $0.binding)
        }
        let statement = NonceBatch.statement(
            share: use.share, epoch: batch.epoch, scheme: batch.scheme, gateway: gateway, boot: batch.boot,
            commitments: commitments)
        return NonceBatch(
            epoch: batch.epoch, scheme: batch.scheme, boot: batch.boot, commitments: commitments,
            signature: (try? signer.sign(statement)) ?? [])
    }

    /// What is one of a batch stays in it, so that the proof of all of them is false too.
    private func twisted(
        _ partial: PRFPartial, _ falseBatches: inout [ObjectIdentifier: PartialBatch]
    ) -> PRFPartial {
        func changed(epoch: Epoch? = nil, element: [UInt8]? = nil, proof: PRFPartial.Proof? = nil) -> PRFPartial {
            PRFPartial(
                epoch: epoch ?? partial.epoch, element: element ?? partial.element, proof: proof ?? partial.proof,
                batch: partial.batch)
        }
        let shifted = ((try? Element<Ristretto255>(canonical: partial.element)) ?? .generator) + .generator
        switch lie {
        case .badNonces, .wrongValue: return partial
        case .wrongPartial, .silent: return changed(element: shifted.bytes)
        case .wrongProof:
            if let batch = partial.batch {
                // One for all that are in it, by which it is known as one.
                if falseBatches[ObjectIdentifier(batch)] == nil {
                    falseBatches[ObjectIdentifier(batch)] = PartialBatch(
                        share: batch.share, epoch: batch.epoch, entries: batch.entries, proof: falsified(batch.proof))
                }
                return PRFPartial(
                    epoch: partial.epoch, element: partial.element, proof: nil,
                    batch: falseBatches[ObjectIdentifier(batch)])
            }
            // Without a proof to falsify, the partial itself: the lie would not show otherwise.
            guard let proof = partial.proof else { return changed(element: shifted.bytes) }
            return changed(proof: falsified(proof))
        case .staleEpoch: return changed(epoch: Epoch(partial.epoch.value &- 1))
        case .garbage: return changed(element: SystemRandom().bytes(32))
        }
    }

    private func falsified(_ proof: PRFPartial.Proof) -> PRFPartial.Proof {
        let response = (try? Scalar<Field25519>(canonical: proof.response)) ?? .zero
        return PRFPartial.Proof(first: proof.first, second: proof.second, response: (response + .one).bytes)
    }

    private func twisted(_ partial: AgreementPartial) -> AgreementPartial {
        var (epoch, element, proof) = (partial.epoch, partial.element, partial.proof)
        switch lie {
        case .badNonces: break
        case .wrongPartial, .wrongValue, .silent:
            let honest = (try? Element<Secp256r1>(canonical: element)) ?? .generator
            element = (honest + .generator).bytes
        case .wrongProof:
            let response = (try? Scalar<FieldP256>(canonical: proof.response)) ?? .zero
            proof = PRFPartial.Proof(first: proof.first, second: proof.second, response: (response + .one).bytes)
        case .staleEpoch: epoch = Epoch(epoch.value &- 1)
        case .garbage: element = SystemRandom().bytes(33)
        }
        return AgreementPartial(epoch: epoch, element: element, proof: proof)
    }

    /// All values wrong, or the first only.
    private func twisted(_ partial: ReplicatedPartial) -> ReplicatedPartial {
        var (epoch, values) = (partial.epoch, partial.values)
        switch lie {
        case .badNonces: break
        case .wrongPartial, .wrongProof, .silent: values = values.map { $0 ^ 0x55 }
        case .wrongValue: values[0] ^= 1
        case .staleEpoch: epoch = Epoch(epoch.value &- 1)
        case .garbage: values = Array(values.dropLast())
        }
        return ReplicatedPartial(epoch: epoch, responders: partial.responders, values: values)
    }

    private func twisted(_ share: SignatureShare, of use: ShareUse, gateway: String) -> SignatureShare {
        switch lie {
        case .badNonces:
            return SignatureShare(
                epoch: share.epoch, share: share.share,
                fresh: share.fresh.map { twisted($0, of: use, gateway: gateway) })
        case .wrongValue: return share
        case .wrongPartial, .wrongProof, .silent:
            let scalar = (try? Scalar<Field25519>(canonical: share.share)) ?? .zero
            return SignatureShare(epoch: share.epoch, share: (scalar + .one).bytes, fresh: share.fresh)
        case .staleEpoch:
            return SignatureShare(epoch: Epoch(share.epoch.value &- 1), share: share.share, fresh: share.fresh)
        case .garbage:
            return SignatureShare(
                epoch: share.epoch, share: [UInt8](repeating: 0xff, count: 32), fresh: share.fresh)
        }
    }
}
