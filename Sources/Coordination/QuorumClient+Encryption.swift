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
        let visit = derivations?.visit(input)
        if let opened = visit?.open(envelope, context: context) { return opened }
        let first = try await evaluate(committee, input, proven: false, request: request)
        if let plaintext = open(envelope, committee, first, input, context, visit) {
            return Opened(plaintext: plaintext, use: use(committee, first))
        }
        // Either the ciphertext is bad or a partial was: now with proofs, which tell the two apart and name the liar.
        let second = try await evaluate(committee, input, proven: true, request: request)
        for liar in liars(in: first.answers, against: second.answers, threshold: committee.threshold) {
            note(
                .lie("its partial result without a proof was not its share's"), of: committee.custodian(liar),
                key: key.id)
        }
        guard let plaintext = open(envelope, committee, second, input, context, visit) else {
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
        in claimed: [ShareIndex: SecretElement<Ristretto255>],
        against proven: [ShareIndex: SecretElement<Ristretto255>],
        threshold: Threshold
    ) -> [ShareIndex] {
        claimed.filter { member, element in
            let interpolation = try? Interpolation<Field25519>(
                over: proven.keys.sorted(), at: member, threshold: threshold)
            return interpolation.map { !$0.combine(proven).isEqual(to: element) } ?? false
        }.keys.sorted()
    }

    /// A quorum of partial results; with proofs, all of them verified.
    private func evaluate(
        _ committee: Committee<Ristretto255>, _ input: PRFInput, proven: Bool, request: UseRequest
    ) async throws(CoordinationError) -> Gathering<ShareIndex, SecretElement<Ristretto255>> {
        let action = ShareUse.Action.evaluatePRF(
            contextDigest: input.contextDigest, alpha: input.alpha, withProof: proven)
        guard proven else {
            return try await collect(committee, action, for: request) { results in
                results.mapValues { result in
                    Result { () throws(MemberFailure) in
                        try Self.element(of: try Self.partial(result, committee))
                    }
                }
            }
        }
        let hashed: HashedPRFInput<Ristretto255>
        do {
            hashed = try hashedInputs.add(input)
        } catch {
            throw CoordinationError(.failed, error.message)
        }
        defer { hashedInputs.remove(input) }
        return try await collect(committee, action, for: request) { results in
            await verified(results, committee, hashed)
        }
    }

    static func partial(
        _ result: ShareResult, _ committee: Committee<Ristretto255>
    ) throws(MemberFailure) -> PRFPartial {
        guard case .partial(let partial) = result else {
            throw .lie("it answered with another kind of result than a partial", .malformed)
        }
        guard partial.epoch == committee.epoch else {
            throw .lie("its partial is of epoch \(partial.epoch), not \(committee.epoch)", .wrongEpoch)
        }
        return partial
    }

    static func element(of partial: PRFPartial) throws(MemberFailure) -> SecretElement<Ristretto255> {
        do {
            return try SecretElement(canonical: partial.element)
        } catch {
            throw .lie("its partial is wrong: \(error)")
        }
    }

    /// - Parameter visit: where the output is kept once the ciphertext has opened.
    private func open(
        _ envelope: Envelope, _ committee: Committee<Ristretto255>,
        _ gathering: Gathering<ShareIndex, SecretElement<Ristretto255>>, _ input: PRFInput,
        _ context: EncryptionContext,
        _ visit: DerivationCache.Visit?
    ) -> SecretBytes? {
        do {
            let w = try DistributedPRF<Ristretto255>.combine(
                gathering.answers, input: input.encoded, threshold: committee.threshold)
            let plaintext = try envelope.open(under: w, context: context)
            visit?.keep(w, epoch: committee.epoch)
            return plaintext
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
