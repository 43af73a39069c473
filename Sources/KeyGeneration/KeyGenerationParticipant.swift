import ByteCoding
package import Groups
package import KeyMap
package import Secrets
package import SecretSharing
import ThresholdCrypto

/// One member of a distributed key generation (Pedersen's, as in FROST, SAC 2020, figure 1, with commitments promised
/// before they are revealed, a certificate signed by all, and complaints with evidence). Sans-I/O: a value that takes a
/// round's messages and returns the next one.
///
/// Paper letters: f_i the member's polynomial, phi_i its commitments, f_i(j) the share of member j.
package struct KeyGenerationParticipant<Group: PrimeOrderGroup>: ~Copyable, Sendable {
    private let voice: MemberVoice
    private let random: any RandomSource
    private let polynomial: SecretPolynomial<Group.Field>
    private let decapsulationKey: SecretBytes
    private let encapsulationKey: [UInt8]
    private let parametersDigest: [UInt8]
    private var progress = Progress.fresh
    private var rounds: [[SignedMessage]] = []

    private enum Progress {
        case fresh, announced
        case revealed(session: [UInt8], [Announcement])
        case dealt(session: [UInt8], [Announcement], [FeldmanCommitments<Group>])
        case concluded
    }

    /// - Throws: ``CeremonyError`` with `.badParameters` where the index is not in the committee.
    package init(
        parameters: KeyGenerationParameters, index: ShareIndex, signer: any CeremonySigner, sealing: any ShareSealing,
        random: any RandomSource
    ) throws(CeremonyError) {
        let voice = try MemberVoice(parameters: parameters, index: index, signer: signer, sealing: sealing)
        let privateKey = sealing.makePrivateKey()
        encapsulationKey = try voice.publicKey(of: privateKey)
        self.voice = voice
        self.random = random
        polynomial = SecretPolynomial(threshold: parameters.threshold, random: random)
        decapsulationKey = privateKey
        parametersDigest = KeyGenerationHashes.parameters(parameters)
    }

    package var parameters: KeyGenerationParameters { voice.parameters }
    package var index: ShareIndex { voice.index }

    /// Round 1.
    ///
    /// - Throws: ``CeremonyError``.
    package mutating func announce() throws(CeremonyError) -> SignedMessage {
        guard case .fresh = progress else { throw voice.outOfOrder }
        progress = .announced
        let commitments = polynomial.committed(in: Group.self).map(\.bytes)
        let announcement = Announcement(
            nonce: random.bytes(32), encapsulationKey: encapsulationKey,
            promise: KeyGenerationHashes.promise(parametersDigest, member: index, commitments: commitments))
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
        let elements = polynomial.committed(in: Group.self)
        let commitments = try RoundReader.commitments(elements, threshold: parameters.threshold, of: index)
        let (parameters, index, random) = (parameters, index, random)
        let proof = polynomial.withConstant { constant in
            ProofOfKnowledge<Group>.prove(secret: constant, random: random) { nonceCommitment in
                KeyGenerationHashes.challenge(
                    session: session, parameters: parameters, member: index, commitments: commitments,
                    nonceCommitment: nonceCommitment)
            }
        }
        let revelation = Revelation(
            commitments: commitments.encoded, proofCommitment: proof.commitment.bytes,
            proofResponse: proof.response.bytes)
        return try voice.signed(revelation, session: session, round: .reveal)
    }

    /// Round 3, from everyone's round 2.
    ///
    /// - Throws: ``CeremonyError`` that names the culprit.
    package mutating func deal(_ messages: [SignedMessage]) throws(CeremonyError) -> SignedMessage {
        guard case .revealed(let session, let announcements) = progress else { throw voice.outOfOrder }
        let reader = RoundReader(parameters: parameters)
        let commitments: [FeldmanCommitments<Group>] = try reader.revelations(
            messages, session: session, announcements: announcements)
        rounds.append(messages)
        progress = .dealt(session: session, announcements, commitments)
        var sealed: [[UInt8]] = []
        for recipient in ShareIndex.all(of: parameters.threshold) {
            guard recipient != index else {
                sealed.append([])
                continue
            }
            let share = polynomial.share(at: recipient).encoded()
            sealed.append(
                try voice.sealed(share, to: recipient, session: session, announcements: announcements))
        }
        return try voice.signed(Dealing(sealed: sealed), session: session, round: .deal)
    }

    /// Round 4, from everyone's round 3: the member's share, or a complaint.
    ///
    /// - Throws: ``CeremonyError`` that names the culprit.
    package mutating func conclude(
        _ messages: [SignedMessage]
    ) throws(CeremonyError) -> KeyGenerationConclusion<Group> {
        guard case .dealt(let session, _, let commitments) = progress else { throw voice.outOfOrder }
        let dealings = try RoundReader(parameters: parameters).dealings(messages, session: session)
        rounds.append(messages)
        progress = .concluded
        var sum = polynomial.share(at: index)
        for (dealer, dealing) in zip(ShareIndex.all(of: parameters.threshold), dealings) where dealer != index {
            let opened = try ShareOpening.open(
                dealing.sealed[index.value - 1], with: decapsulationKey, sealing: voice.sealing,
                from: parameters[dealer].sealingKey, commitments: commitments[dealer.value - 1], at: index,
                binding: KeyGenerationHashes.shareInfo(session: session, from: dealer, to: index))
            guard let opened else {
                return .complaint(
                    try voice.complaint(against: dealer, evidence: decapsulationKey, session: session))
            }
            sum = sum.adding(opened.scalar)
        }
        let joint: FeldmanCommitments<Group> = try RoundReader.joint(commitments, threshold: parameters.threshold)
        let (shard, confirmation) = try voice.confirmation(of: joint.encoded, session: session, rounds: rounds)
        return .confirmed(share: SharedSecret(sum), shard: shard, confirmation: confirmation)
    }
}

/// How a key generation ends for a member.
package enum KeyGenerationConclusion<Group: PrimeOrderGroup>: Sendable {
    /// The share to store before the confirmation is sent, and what the committee will have certified of it.
    case confirmed(share: SharedSecret<Group.Field>, shard: KeyShard, confirmation: SignedMessage)
    /// Nothing to store.
    case complaint(SignedMessage)
}

extension KeyGenerationParameters {
    /// The key map's record of the committee.
    func shard(commitments: [[UInt8]], certificate: CommitteeCertificate) -> KeyShard {
        KeyShard(
            number: shard, threshold: threshold, epoch: epoch, committee: members.map(\.custodian),
            commitments: commitments, certificate: certificate)
    }
}
