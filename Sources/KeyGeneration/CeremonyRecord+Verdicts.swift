package import KeyMap
package import SecretSharing
import Secrets

extension CeremonyRecord {
    package var parameters: KeyGenerationParameters { messages.parameters }

    /// The committee's shard with the certificate that all members signed.
    ///
    /// - Parameter verdicts: everyone's round 4, in the order of the indices.
    /// - Throws: ``CeremonyError``: `.badShare` where a member complains (the culprit is not known yet: see
    ///   ``culprits(_:sealing:)``), `.split` where one saw another ceremony, `.badSignature`.
    package func certified(_ verdicts: [SignedMessage]) throws(CeremonyError) -> KeyShard {
        let verdicts = try messages.verdicts(verdicts)
        let commitments = try certifiedCommitments()
        var signatures: [[UInt8]] = []
        for (member, verdict) in zip(ShareIndex.all(of: parameters.threshold), verdicts) {
            switch verdict {
            case .complaint(let accused, _):
                throw CeremonyError(.badShare, "member \(member) complains of the share that member \(accused) dealt")
            case .confirmed(let seen, let signature):
                guard seen == messages.transcript else {
                    throw CeremonyError(.split, "member \(member) saw another ceremony", culprit: member)
                }
                signatures.append(signature)
            }
        }
        let shard = parameters.shard(
            commitments: commitments,
            certificate: CommitteeCertificate(transcript: messages.transcript, signatures: signatures))
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
        try messages.verdicts(verdicts).contains { if case .complaint = $0 { true } else { false } }
    }

    /// Who lied, by the evidence of the complaints: with the private half of the complainer's key everyone opens the
    /// share that the accused signed. A share that is right convicts the complainer.
    ///
    /// - Parameter sealing: that of a member: the fleet key is needed to open anything.
    /// - Throws: ``CeremonyError`` where a verdict is not its sender's, or this member cannot judge.
    package func culprits(_ verdicts: [SignedMessage], sealing: any ShareSealing) throws(CeremonyError) -> [ShareIndex]
    {
        var culprits: Set<ShareIndex> = []
        for (complainer, verdict) in zip(ShareIndex.all(of: parameters.threshold), try messages.verdicts(verdicts)) {
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
            sealing.publicKey(of: privateKey) == messages.announcements[complainer.value - 1].encapsulationKey
        else { return false }
        return try !opens(
            messages.dealings[accused.value - 1].sealed[complainer.value - 1], from: accused, to: complainer,
            with: privateKey, sealing: sealing)
    }
}
