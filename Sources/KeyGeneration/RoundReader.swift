import ByteCoding
import Groups
import SecretSharing
import ThresholdCrypto

/// Checks a round's messages, the same for members and for the coordinator: the copy that people forget is the
/// coordinator's.
struct RoundReader: Sendable {
    let parameters: KeyGenerationParameters

    func announcements(_ messages: [SignedMessage]) throws(CeremonyError) -> [Announcement] {
        try payloads(messages, session: KeyGenerationHashes.parameters(parameters), round: .announce)
    }

    /// Everyone's commitments: as promised, exactly k, with a proof that holds.
    func revelations<Group: PrimeOrderGroup>(
        _ messages: [SignedMessage], session: [UInt8], announcements: [Announcement]
    ) throws(CeremonyError) -> [FeldmanCommitments<Group>] {
        let revelations: [Revelation] = try payloads(messages, session: session, round: .reveal)
        let digest = KeyGenerationHashes.parameters(parameters)
        var all: [FeldmanCommitments<Group>] = []
        for (member, revelation) in zip(ShareIndex.all(of: parameters.threshold), revelations) {
            let promise = KeyGenerationHashes.promise(digest, member: member, commitments: revelation.commitments)
            guard promise == announcements[member.value - 1].promise else {
                throw CeremonyError(
                    .badCommitments, "member \(member) revealed other commitments than it promised", culprit: member)
            }
            let commitments: FeldmanCommitments<Group>
            do {
                commitments = try FeldmanCommitments(decoding: revelation.commitments, threshold: parameters.threshold)
            } catch {
                throw CeremonyError(.badCommitments, "member \(member): \(error.message)", culprit: member)
            }
            try verify(revelation, of: member, commitments: commitments, session: session)
            all.append(commitments)
        }
        return all
    }

    /// Everyone's sealed shares, one for each member.
    func dealings(_ messages: [SignedMessage], session: [UInt8]) throws(CeremonyError) -> [Dealing] {
        let dealings: [Dealing] = try payloads(messages, session: session, round: .deal)
        for (member, dealing) in zip(ShareIndex.all(of: parameters.threshold), dealings)
        where dealing.sealed.count != parameters.threshold.count {
            throw CeremonyError(
                .badMessage, "member \(member) dealt \(dealing.sealed.count) shares to \(parameters.threshold.count)",
                culprit: member)
        }
        for (member, dealing) in zip(ShareIndex.all(of: parameters.threshold), dealings)
        where !dealing.sealed[member.value - 1].isEmpty {
            throw CeremonyError(.badMessage, "member \(member) dealt a share to itself", culprit: member)
        }
        return dealings
    }

    func payloads<Payload: ByteCodable>(
        _ messages: [SignedMessage], session: [UInt8], round: Round
    ) throws(CeremonyError) -> [Payload] {
        guard messages.count == parameters.threshold.count else {
            throw CeremonyError(
                .badMessage, "round \(round.rawValue) has \(messages.count) messages of \(parameters.threshold.count)")
        }
        var payloads: [Payload] = []
        for (member, message) in zip(ShareIndex.all(of: parameters.threshold), messages) {
            let header = MessageHeader(session: session, round: round, sender: member)
            payloads.append(
                try message.payload(Payload.self, header: header, identityKey: parameters[member].identityKey))
        }
        return payloads
    }

    static func commitments<Group: PrimeOrderGroup>(
        _ elements: [Element<Group>], threshold: Threshold, of member: ShareIndex
    ) throws(CeremonyError) -> FeldmanCommitments<Group> {
        do {
            return try FeldmanCommitments(elements, threshold: threshold)
        } catch {
            throw CeremonyError(.badCommitments, "member \(member): \(error.message)", culprit: member)
        }
    }

    static func joint<Group: PrimeOrderGroup>(
        _ commitments: [FeldmanCommitments<Group>], threshold: Threshold
    ) throws(CeremonyError) -> FeldmanCommitments<Group> {
        do {
            return try .joint(of: commitments, threshold: threshold)
        } catch {
            throw CeremonyError(.badCommitments, "the members' commitments make no key: \(error.message)")
        }
    }

    private func verify<Group: PrimeOrderGroup>(
        _ revelation: Revelation, of member: ShareIndex, commitments: FeldmanCommitments<Group>, session: [UInt8]
    ) throws(CeremonyError) {
        do {
            let proof = ProofOfKnowledge<Group>(
                commitment: try Element(canonical: revelation.proofCommitment),
                response: try Scalar(canonical: revelation.proofResponse))
            try proof.verify(statement: commitments.constant) { nonceCommitment in
                KeyGenerationHashes.challenge(
                    session: session, parameters: parameters, member: member, commitments: commitments,
                    nonceCommitment: nonceCommitment)
            }
        } catch {
            throw CeremonyError(
                .badProof, "member \(member) does not prove that it knows its own secret: \(error)", culprit: member)
        }
    }
}
