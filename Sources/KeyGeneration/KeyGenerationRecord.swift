package import Groups
package import KeyMap
package import SecretSharing
import Secrets

/// All messages of a key generation's first three rounds, as its coordinator has them: what follows from them for anyone,
/// and who lied where a member complains.
package struct KeyGenerationRecord<Group: PrimeOrderGroup>: Sendable {
    package let parameters: KeyGenerationParameters
    let session: [UInt8]
    let announcements: [Announcement]
    let commitments: [FeldmanCommitments<Group>]
    let dealings: [Dealing]
    let transcript: [UInt8]

    /// - Parameter rounds: three lists of n messages, each in the order of the indices.
    /// - Throws: ``CeremonyError`` that names the culprit.
    package init(parameters: KeyGenerationParameters, rounds: [[SignedMessage]]) throws(CeremonyError) {
        guard rounds.count == 3 else {
            throw CeremonyError(
                .badMessage, "a key generation has three rounds before its verdicts, not \(rounds.count)")
        }
        let reader = RoundReader(parameters: parameters)
        self.parameters = parameters
        announcements = try reader.announcements(rounds[0])
        session = KeyGenerationHashes.session(parameters, announcements)
        commitments = try reader.revelations(rounds[1], session: session, announcements: announcements)
        dealings = try reader.dealings(rounds[2], session: session)
        transcript = KeyGenerationHashes.transcript(session: session, rounds: rounds)
    }

    /// Checks the rounds that there are, before the coordinator passes the last of them on: a member that breaks the protocol
    /// is named by what it said itself, not by what another says of it.
    ///
    /// - Parameter rounds: one to three lists of n messages, each in the order of the indices.
    /// - Throws: ``CeremonyError`` that names the culprit.
    package static func check(
        _ rounds: [[SignedMessage]], parameters: KeyGenerationParameters
    ) throws(CeremonyError) {
        let reader = RoundReader(parameters: parameters)
        guard let first = rounds.first else { return }
        let announcements = try reader.announcements(first)
        let session = KeyGenerationHashes.session(parameters, announcements)
        if rounds.count > 1 {
            let _: [FeldmanCommitments<Group>] = try reader.revelations(
                rounds[1], session: session, announcements: announcements)
        }
        if rounds.count > 2 { _ = try reader.dealings(rounds[2], session: session) }
    }

    /// The committee's shard with the certificate that all members signed.
    ///
    /// - Parameter verdicts: everyone's round 4, in the order of the indices.
    /// - Throws: ``CeremonyError``: `.badShare` where a member complains (the culprit is not known yet: see
    ///   ``accusations(_:)``), `.split` where one saw another ceremony, `.badSignature`.
    package func certified(_ verdicts: [SignedMessage]) throws(CeremonyError) -> KeyShard {
        let verdicts: [Verdict] = try RoundReader(parameters: parameters).payloads(
            verdicts, session: session, round: .conclude)
        let joint: FeldmanCommitments<Group> = try RoundReader.joint(commitments, threshold: parameters.threshold)
        var signatures: [[UInt8]] = []
        for (member, verdict) in zip(ShareIndex.all(of: parameters.threshold), verdicts) {
            switch verdict {
            case .complaint(let accused, _):
                throw CeremonyError(.badShare, "member \(member) complains of the share that member \(accused) dealt")
            case .confirmed(let seen, let signature):
                guard seen == transcript else {
                    throw CeremonyError(.split, "member \(member) saw another ceremony", culprit: member)
                }
                signatures.append(signature)
            }
        }
        let shard = parameters.shard(
            commitments: joint.encoded,
            certificate: CommitteeCertificate(transcript: transcript, signatures: signatures))
        let keys = Dictionary(uniqueKeysWithValues: parameters.members.map { ($0.custodian, $0.identityKey) })
        try KeyCertificate.verify(
            shard, fleet: parameters.fleet, key: parameters.key, version: parameters.version, suite: parameters.suite
        ) { keys[$0] }
        return shard
    }

    /// Whether anybody complained.
    ///
    /// - Throws: ``CeremonyError`` where a verdict is not its sender's.
    package func hasComplaints(_ verdicts: [SignedMessage]) throws(CeremonyError) -> Bool {
        let verdicts: [Verdict] = try RoundReader(parameters: parameters).payloads(
            verdicts, session: session, round: .conclude)
        return verdicts.contains { if case .complaint = $0 { true } else { false } }
    }

    /// Who lied, by the evidence of the complaints: with the private half of the complainer's key everyone opens the
    /// share that the accused signed. A share that is right convicts the complainer.
    ///
    /// - Parameter sealing: that of a member: the fleet key is needed to open anything.
    /// - Throws: ``CeremonyError`` where a verdict is not its sender's, or this member cannot judge.
    package func culprits(_ verdicts: [SignedMessage], sealing: any ShareSealing) throws(CeremonyError) -> [ShareIndex]
    {
        let verdicts: [Verdict] = try RoundReader(parameters: parameters).payloads(
            verdicts, session: session, round: .conclude)
        var culprits: Set<ShareIndex> = []
        for (complainer, verdict) in zip(ShareIndex.all(of: parameters.threshold), verdicts) {
            guard case .complaint(let accused, let evidence) = verdict else { continue }
            culprits.insert(
                try isProven(complainer: complainer, accused: accused, evidence: evidence, sealing: sealing)
                    ? accused : complainer)
        }
        return culprits.sorted()
    }

    private func isProven(
        complainer: ShareIndex, accused: ShareIndex, evidence: [UInt8], sealing: any ShareSealing
    ) throws(CeremonyError) -> Bool {
        let privateKey = SecretBytes(copying: evidence)
        guard accused != complainer, accused.value <= parameters.threshold.count,
            sealing.publicKey(of: privateKey) == announcements[complainer.value - 1].encapsulationKey
        else { return false }
        let opened = try ShareOpening.open(
            dealings[accused.value - 1].sealed[complainer.value - 1], with: privateKey, sealing: sealing,
            from: parameters[accused].sealingKey, commitments: commitments[accused.value - 1], at: complainer,
            binding: KeyGenerationHashes.shareInfo(session: session, from: accused, to: complainer))
        return opened == nil
    }
}
