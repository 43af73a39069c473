import CustodianContract
import Groups
package import KeyMap
import KeyMaterial
import SecretSharing
import ThresholdCrypto

extension QuorumClient {
    package func agree(
        with publicKey: [UInt8], under key: KeyRecord, request: UseRequest
    ) async throws(CoordinationError) -> Performed {
        guard key.custody == .threshold else {
            return try await perform(
                .agree(publicKey: publicKey), under: key, version: key.current, request: request)
        }
        let request = request.using(key)
        let peer = try Self.point(of: publicKey, key.spec)
        let committee = try agreementCommittee(key, key.current)
        let gathering = try await collect(committee, .agree(peer: peer.bytes), for: request) { results in
            results.reduce(into: [:]) { answers, result in
                answers[result.key] = Result { () throws(MemberFailure) in
                    guard case .agreement(let partial) = result.value else {
                        throw .lie("it answered with another kind of result than a partial of an agreement", .malformed)
                    }
                    return try Self.checked(partial, committee, result.key, peer)
                }
            }
        }
        do {
            return Performed(
                output: try ThresholdAgreement.sharedSecret(of: gathering.answers, threshold: committee.threshold),
                use: use(committee, gathering))
        } catch {
            throw CoordinationError(.failed, "the shared secret could not be made: \(error.message)")
        }
    }

    /// The client's point. What is none is refused in the words in which a requester of quorum custody refuses it.
    private static func point(
        of publicKey: [UInt8], _ spec: KeySpec
    ) throws(CoordinationError) -> Element<Secp256r1> {
        do {
            return try Element(canonical: PublicKeyOperations.compressedPoint(of: publicKey, spec: spec))
        } catch let error as KeyMaterialError where error.code == .badInput {
            throw CoordinationError(.invalidInput, error.message)
        } catch {
            throw CoordinationError(.failed, "the peer's public key could not be read: \(error)")
        }
    }

    /// A partial whose proof holds.
    ///
    /// - Throws: `MemberFailure`: any other is a lie.
    private static func checked(
        _ partial: AgreementPartial, _ committee: Committee<Secp256r1>, _ member: ShareIndex,
        _ peer: Element<Secp256r1>
    ) throws(MemberFailure) -> SecretElement<Secp256r1> {
        guard partial.epoch == committee.epoch else {
            throw .lie("its partial is of epoch \(partial.epoch), not \(committee.epoch)", .wrongEpoch)
        }
        do {
            let element = try SecretElement<Secp256r1>(canonical: partial.element)
            let proof = try EqualityProof<Secp256r1>(
                first: partial.proof.first, second: partial.proof.second, response: partial.proof.response)
            let evaluation = AgreementEvaluation(
                peer: peer, key: committee.name.key, version: committee.name.version, shard: committee.name.shard,
                epoch: committee.epoch, prover: member)
            try evaluation.verify(proof, of: element, publicShare: committee.publicShare(of: member))
            return element
        } catch {
            throw .lie("its partial is wrong: \(error)")
        }
    }

    private func agreementCommittee(
        _ key: KeyRecord, _ version: KeyVersion
    ) throws(CoordinationError) -> Committee<Secp256r1> {
        do {
            return try agreementCommittees.committee(key: key, version: version, shard: version.shards[0])
        } catch {
            throw CoordinationError(.failed, "the key map's record of key \(key.id) is damaged: \(error.message)")
        }
    }
}
