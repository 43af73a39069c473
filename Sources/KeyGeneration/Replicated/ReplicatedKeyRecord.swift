package import SecretSharing
package import Secrets

/// All messages of the first three rounds of a generation of replicated keys.
package struct ReplicatedKeyRecord: CeremonyRecord {
    package let messages: CeremonyMessages
    private let commitments: ReplicatedCommitments

    package init(parameters: KeyGenerationParameters, rounds: [[SignedMessage]]) throws(CeremonyError) {
        let session = try CeremonyMessages.session(rounds, parameters: parameters)
        commitments = try ReplicatedCommitments(
            rounds[1], subsets: parameters.subsets, parameters: parameters, session: session.id,
            announcements: session.announcements)
        messages = try CeremonyMessages(parameters: parameters, session: session, rounds: rounds)
    }

    package static func check(
        _ rounds: [[SignedMessage]], parameters: KeyGenerationParameters
    ) throws(CeremonyError) {
        let reader = RoundReader(parameters: parameters)
        guard let first = rounds.first else { return }
        let announcements = try reader.announcements(first)
        let session = KeyGenerationHashes.session(parameters, announcements)
        if rounds.count > 1 {
            _ = try ReplicatedCommitments(
                rounds[1], subsets: parameters.subsets, parameters: parameters, session: session,
                announcements: announcements)
        }
        if rounds.count > 2 { _ = try reader.dealings(rounds[2], session: session) }
    }

    package func certifiedCommitments() -> [[UInt8]] {
        commitments.checkValues(session: messages.session)
    }

    package func opens(
        _ sealed: [UInt8], from dealer: ShareIndex, to recipient: ShareIndex, with privateKey: borrowing SecretBytes,
        sealing: any ShareSealing
    ) throws(CeremonyError) -> Bool {
        let opened = try commitments.open(
            sealed, from: dealer, to: recipient, with: privateKey, sealing: sealing, session: messages.session)
        return opened != nil
    }
}
