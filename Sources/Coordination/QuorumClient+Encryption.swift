import ByteCoding
import CustodianContract
import Groups
package import KeyMap
import KeyMaterial
package import Secrets
import SecretSharing
package import ThresholdCrypto

extension QuorumClient {
    package func encrypt(
        _ plaintext: borrowing SecretBytes, under key: KeyRecord, context: EncryptionContext, request: UseRequest
    ) async throws(CoordinationError) -> Sealed {
        let request = request.using(key)
        let version = key.current
        let sealing = EnvelopeSealing(
            plaintext: plaintext, keyARN: key.arn, version: version.number, suite: key.suite, context: context,
            random: random)
        let input = try input(key, version.number, context: context, alpha: sealing.alpha)
        if key.custody == .quorum {
            let w = try await perform(
                .evaluate(input: input.encoded), under: key, version: version, request: request)
            return Sealed(ciphertext: try sealed(sealing, plaintext, under: w.output), use: w.use)
        }
        if key.suite == .replicatedAES {
            let w = try await evaluateReplicated(input, under: key, version: version, request: request)
            return Sealed(ciphertext: try sealed(sealing, plaintext, under: w.output), use: w.use)
        }
        let committee = try encryptionCommittee(key, version)
        let gathering = try await evaluate(committee, input, proven: true, request: request)
        do {
            let w = try DistributedPRF<Ristretto255>.combine(
                gathering.answers, input: input.encoded, threshold: committee.threshold)
            return Sealed(ciphertext: try sealed(sealing, plaintext, under: w), use: use(committee, gathering))
        } catch {
            throw error as? CoordinationError
                ?? CoordinationError(.failed, "the ciphertext could not be made: \(error)")
        }
    }

    private func sealed(
        _ sealing: consuming EnvelopeSealing, _ plaintext: borrowing SecretBytes, under w: borrowing SecretBytes
    ) throws(CoordinationError) -> [UInt8] {
        do {
            return try sealing.seal(plaintext, under: w, random: random).encoded
        } catch {
            throw CoordinationError(.failed, "the ciphertext could not be made: \(error)")
        }
    }

    package func decrypt(
        _ envelope: Envelope, under key: KeyRecord, context: EncryptionContext, request: UseRequest
    ) async throws(CoordinationError) -> Opened {
        guard let version = key.version(envelope.version) else {
            throw CoordinationError(.invalidCiphertext, "Key \(key.id) has no version \(envelope.version).")
        }
        let request = request.using(key)
        let input = try input(key, version.number, context: context, alpha: envelope.alpha)
        if key.custody == .quorum {
            let w = try await perform(
                .evaluate(input: input.encoded), under: key, version: version, request: request)
            guard envelope.suite == key.suite, let plaintext = try? envelope.open(under: w.output, context: context)
            else {
                throw Self.invalidCiphertext(blamed: w.use.blamed, attempts: w.use.attempts)
            }
            return Opened(plaintext: plaintext, use: w.use)
        }
        if key.suite == .replicatedAES {
            return try await decryptReplicated(
                envelope, input, under: key, version: version, context: context, request: request)
        }
        let committee = try encryptionCommittee(key, version)
        let first = try await evaluate(committee, input, proven: false, request: request)
        if let plaintext = open(envelope, committee, first, input, context) {
            return Opened(plaintext: plaintext, use: use(committee, first))
        }
        // Either the ciphertext is bad or a partial was: now with proofs, which tell the two apart and name the liar.
        let second = try await evaluate(committee, input, proven: true, request: request)
        for liar in liars(in: first.answers, against: second.answers, threshold: committee.threshold) {
            note(
                .lie("its partial result without a proof was not its share's"), of: committee.custodian(liar),
                key: key.id)
        }
        guard let plaintext = open(envelope, committee, second, input, context) else {
            throw Self.invalidCiphertext(
                blamed: committee.blamed(by: roster), attempts: first.attempts + second.attempts)
        }
        return Opened(plaintext: plaintext, use: use(committee, second, after: first.attempts))
    }

    static func invalidCiphertext(blamed: [CustodianID], attempts: Int) -> CoordinationError {
        CoordinationError(
            .invalidCiphertext, "The ciphertext, its key or its encryption context is not what was encrypted.",
            blamed: blamed, attempts: attempts)
    }

    /// Whose partials are not what k proven ones say they must be: a quorum determines the result of every member, also of
    /// one that was not asked again, or refused.
    private func liars(
        in claimed: [ShareIndex: Element<Ristretto255>], against proven: [ShareIndex: Element<Ristretto255>],
        threshold: Threshold
    ) -> [ShareIndex] {
        claimed.filter { member, element in
            let interpolation = try? Interpolation<Field25519>(
                over: proven.keys.sorted(), at: member, threshold: threshold)
            return interpolation.map { $0.combine(proven) != element } ?? false
        }.keys.sorted()
    }

    /// A quorum of partial results; with proofs, each of them verified.
    private func evaluate(
        _ committee: Committee<Ristretto255>, _ input: PRFInput, proven: Bool, request: UseRequest
    ) async throws(CoordinationError) -> Gathering<ShareIndex, Element<Ristretto255>> {
        try await gather(committee, for: request) { [self] member in
            let action = ShareUse.Action.evaluatePRF(
                contextDigest: input.contextDigest, alpha: input.alpha, withProof: proven)
            guard case .partial(let partial) = try await ask(committee, member, request: request, action: action) else {
                throw MemberFailure.lie("it answered with another kind of result than a partial")
            }
            return try checked(partial, committee, member, input, proven: proven)
        }
    }

    private func checked(
        _ partial: PRFPartial, _ committee: Committee<Ristretto255>, _ member: ShareIndex, _ input: PRFInput,
        proven: Bool
    ) throws -> Element<Ristretto255> {
        guard partial.epoch == committee.epoch else {
            throw MemberFailure.lie("its partial is of epoch \(partial.epoch), not \(committee.epoch)")
        }
        do {
            let element = try Element<Ristretto255>(canonical: partial.element)
            guard proven else { return element }
            guard let fields = partial.proof else { throw MemberFailure.lie("it sent no proof") }
            let proof = try EqualityProof<Ristretto255>(
                first: fields.first, second: fields.second, response: fields.response)
            let evaluation = try PRFEvaluation<Ristretto255>(
                input: input, shard: committee.name.shard, epoch: committee.epoch, prover: member)
            try evaluation.verify(proof, of: element, publicShare: committee.publicShare(of: member))
            return element
        } catch let failure as MemberFailure {
            throw failure
        } catch {
            throw MemberFailure.lie("its partial is wrong: \(error)")
        }
    }

    private func open(
        _ envelope: Envelope, _ committee: Committee<Ristretto255>,
        _ gathering: Gathering<ShareIndex, Element<Ristretto255>>, _ input: PRFInput, _ context: EncryptionContext
    ) -> SecretBytes? {
        do {
            let w = try DistributedPRF<Ristretto255>.combine(
                gathering.answers, input: input.encoded, threshold: committee.threshold)
            return try envelope.open(under: w, context: context)
        } catch {
            return nil
        }
    }

    private func input(
        _ key: KeyRecord, _ version: KeyVersionNumber, context: EncryptionContext, alpha: [UInt8]
    ) throws(CoordinationError) -> PRFInput {
        do {
            return try PRFInput(
                suite: key.suite == .replicatedAES ? .replicatedAES : .ristrettoPRF, key: key.id, version: version,
                contextDigest: context.digest, alpha: alpha)
        } catch {
            throw CoordinationError(.failed, error.message)
        }
    }

    private func encryptionCommittee(
        _ key: KeyRecord, _ version: KeyVersion
    ) throws(CoordinationError) -> Committee<Ristretto255> {
        do {
            return try encryptionCommittees.committee(key: key, version: version, shard: version.shards[0])
        } catch {
            throw CoordinationError(.failed, "the key map's record of key \(key.id) is damaged: \(error.message)")
        }
    }

    /// - Parameter attempts: rounds of requests before this gathering.
    func use<Answer>(
        _ committee: some QuorumCommittee, _ gathering: Gathering<ShareIndex, Answer>, after attempts: Int = 0,
        isReduced: Bool = false
    ) -> QuorumUse {
        QuorumUse(
            attempts: attempts + gathering.attempts,
            custodians: gathering.answers.keys.sorted().map(committee.custodian),
            blamed: committee.blamed(by: roster), version: committee.name.version, epoch: committee.epoch,
            isReduced: isReduced)
    }
}
