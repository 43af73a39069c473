package import KeyMap
package import SecretSharing
package import Secrets

/// One member of a generation of replicated keys (DiSE, CCS 2018, figure 3, without its dealer): each holder of a subset
/// adds 32 bytes to its key, committed to before any is shown. The rounds, messages, complaints and the certificate are those
/// of ``KeyGenerationParticipant``.
package struct ReplicatedKeyParticipant: ~Copyable, Sendable {
    private let voice: MemberVoice
    private let subsets: ReplicatedSubsets
    private let random: any RandomSource
    private let contributions: ReplicatedContributions
    private let decapsulationKey: SecretBytes
    private let parametersDigest: [UInt8]
    private var progress = Progress.fresh
    private var rounds: [[SignedMessage]] = []

    private enum Progress {
        case fresh, announced
        case revealed(session: [UInt8], [Announcement])
        case dealt(session: [UInt8], ReplicatedCommitments)
        case concluded
    }

    /// - Throws: ``CeremonyError`` with `.badParameters` where the index is not in the committee.
    package init(
        parameters: KeyGenerationParameters, index: ShareIndex, signer: any CeremonySigner, sealing: any ShareSealing,
        random: any RandomSource
    ) throws(CeremonyError) {
        let subsets = try parameters.subsets
        voice = try MemberVoice(parameters: parameters, index: index, signer: signer, sealing: sealing)
        self.subsets = subsets
        self.random = random
        contributions = ReplicatedContributions(subsets, member: index, random: random)
        decapsulationKey = sealing.makePrivateKey()
        parametersDigest = KeyGenerationHashes.parameters(parameters)
    }

    package var parameters: KeyGenerationParameters { voice.parameters }

    /// Round 1.
    ///
    /// - Throws: ``CeremonyError``.
    package mutating func announce() throws(CeremonyError) -> SignedMessage {
        guard case .fresh = progress else { throw voice.outOfOrder }
        progress = .announced
        let announcement = Announcement(
            nonce: random.bytes(32), encapsulationKey: try voice.publicKey(of: decapsulationKey),
            promise: KeyGenerationHashes.promise(
                parametersDigest, member: voice.index,
                commitments: contributions.commitments(parameters: parametersDigest)))
        return try voice.signed(announcement, session: parametersDigest, round: .announce)
    }

    /// Round 2, from everyone's round 1 in the order of the indices.
    ///
    /// - Throws: ``CeremonyError`` that names the culprit.
    package mutating func reveal(_ messages: [SignedMessage]) throws(CeremonyError) -> SignedMessage {
        guard case .announced = progress else { throw voice.outOfOrder }
        let announcements = try RoundReader(parameters: parameters).announcements(messages)
        let session = KeyGenerationHashes.session(parameters, announcements)
        rounds.append(messages)
        progress = .revealed(session: session, announcements)
        let revelation = Revelation(
            commitments: contributions.commitments(parameters: parametersDigest), proofCommitment: [], proofResponse: []
        )
        return try voice.signed(revelation, session: session, round: .reveal)
    }

    /// Round 3, from everyone's round 2.
    ///
    /// - Throws: ``CeremonyError`` that names the culprit.
    package mutating func deal(_ messages: [SignedMessage]) throws(CeremonyError) -> SignedMessage {
        guard case .revealed(let session, let announcements) = progress else { throw voice.outOfOrder }
        let commitments = try ReplicatedCommitments(
            messages, subsets: subsets, parameters: parameters, session: session, announcements: announcements)
        rounds.append(messages)
        progress = .dealt(session: session, commitments)
        var sealed: [[UInt8]] = []
        for recipient in ShareIndex.all(of: parameters.threshold) {
            guard recipient != voice.index else {
                sealed.append([])
                continue
            }
            let opening = contributions.opening(for: recipient)
            sealed.append(
                try voice.sealed(opening, to: recipient, session: session, announcements: announcements))
        }
        return try voice.signed(Dealing(sealed: sealed), session: session, round: .deal)
    }

    /// Round 4, from everyone's round 3: the member's keys, or a complaint.
    ///
    /// - Throws: ``CeremonyError`` that names the culprit.
    package mutating func conclude(_ messages: [SignedMessage]) throws(CeremonyError) -> ReplicatedKeyConclusion {
        guard case .dealt(let session, let commitments) = progress else { throw voice.outOfOrder }
        let dealings = try RoundReader(parameters: parameters).dealings(messages, session: session)
        rounds.append(messages)
        progress = .concluded
        var keys = ReplicatedKeys(subsets, member: voice.index, session: session)
        for (dealer, dealing) in zip(ShareIndex.all(of: parameters.threshold), dealings) {
            guard dealer != voice.index else {
                contributions.add(to: &keys)
                continue
            }
            let opened = try commitments.open(
                dealing.sealed[voice.index.value - 1], from: dealer, to: voice.index, with: decapsulationKey,
                sealing: voice.sealing, session: session)
            guard let opened else {
                return .complaint(
                    try voice.complaint(against: dealer, evidence: decapsulationKey, session: session))
            }
            keys.add(opened.bytes, from: dealer)
        }
        let (shard, confirmation) = try voice.confirmation(
            of: commitments.checkValues(session: session), session: session, rounds: rounds)
        return .confirmed(share: keys.share(), shard: shard, confirmation: confirmation)
    }
}

/// How a generation of replicated keys ends for a member.
package enum ReplicatedKeyConclusion: ~Copyable, Sendable {
    /// The share to store before the confirmation is sent, 32 bytes for each subset of the member's in their order, and what
    /// the committee will have certified of it.
    case confirmed(share: SecretBytes, shard: KeyShard, confirmation: SignedMessage)
    /// Nothing to store.
    case complaint(SignedMessage)
}

extension KeyGenerationParameters {
    /// The subsets of a committee of replicated keys.
    var subsets: ReplicatedSubsets {
        get throws(CeremonyError) {
            do {
                return try ReplicatedSubsets(threshold)
            } catch {
                throw CeremonyError(.badParameters, error.message)
            }
        }
    }
}
