package import Groups
package import SecretSharing
package import Secrets

/// All messages of a key generation's first three rounds, as its coordinator has them: what follows from them for anyone,
/// and who lied where a member complains.
package struct KeyGenerationRecord<Group: PrimeOrderGroup>: CeremonyRecord {
    package let messages: CeremonyMessages
    private let commitments: [FeldmanCommitments<Group>]

    /// - Parameter rounds: three lists of n messages, each in the order of the indices.
    /// - Throws: ``CeremonyError`` that names the culprit.
    package init(parameters: KeyGenerationParameters, rounds: [[SignedMessage]]) throws(CeremonyError) {
        let session = try CeremonyMessages.session(rounds, parameters: parameters)
        commitments = try RoundReader(parameters: parameters).revelations(
            rounds[1], session: session.id, announcements: session.announcements)
        messages = try CeremonyMessages(parameters: parameters, session: session, rounds: rounds)
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

    package func certifiedCommitments() throws(CeremonyError) -> [[UInt8]] {
        try RoundReader.joint(commitments, threshold: parameters.threshold).encoded
    }

    package func opens(
        _ sealed: [UInt8], from dealer: ShareIndex, to recipient: ShareIndex, with privateKey: borrowing SecretBytes,
        sealing: any ShareSealing
    ) throws(CeremonyError) -> Bool {
        let share = try ShareOpening.open(
            sealed, with: privateKey, sealing: sealing, from: parameters[dealer].sealingKey,
            commitments: commitments[dealer.value - 1], at: recipient,
            binding: KeyGenerationHashes.shareInfo(session: messages.session, from: dealer, to: recipient))
        return share != nil
    }
}
