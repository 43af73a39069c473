package import SecretSharing
package import Secrets

/// All messages of a ceremony's first three rounds, as its coordinator has them: what follows from them for anyone, and who
/// lied where a member complains.
package protocol CeremonyRecord: Sendable {
    var messages: CeremonyMessages { get }

    /// - Parameter rounds: three lists of n messages, each in the order of the indices.
    /// - Throws: ``CeremonyError`` that names the culprit.
    init(parameters: KeyGenerationParameters, rounds: [[SignedMessage]]) throws(CeremonyError)

    /// Checks the rounds that there are, before the coordinator passes the last of them on: a member that breaks the protocol
    /// is named by what it said itself, not by what another says of it.
    ///
    /// - Parameter rounds: one to three lists of n messages, each in the order of the indices.
    /// - Throws: ``CeremonyError`` that names the culprit.
    static func check(_ rounds: [[SignedMessage]], parameters: KeyGenerationParameters) throws(CeremonyError)

    /// What the committee certifies of its key.
    ///
    /// - Throws: ``CeremonyError`` where the members' commitments make no key.
    func certifiedCommitments() throws(CeremonyError) -> [[UInt8]]

    /// Whether what a dealer sealed opens with the recipient's private key, and is what the dealer committed to.
    ///
    /// - Throws: ``CeremonyError`` with `.failed` where the fleet key that it needs is on its way.
    func opens(
        _ sealed: [UInt8], from dealer: ShareIndex, to recipient: ShareIndex, with privateKey: borrowing SecretBytes,
        sealing: any ShareSealing
    ) throws(CeremonyError) -> Bool
}

/// What is common to ceremonies of all kinds: who said what, and the hash of it.
package struct CeremonyMessages: Sendable {
    package let parameters: KeyGenerationParameters
    let session: [UInt8]
    let announcements: [Announcement]
    let dealings: [Dealing]
    let transcript: [UInt8]

    /// - Parameter rounds: three lists of n messages, of which the first two have been read.
    init(
        parameters: KeyGenerationParameters, session: (id: [UInt8], announcements: [Announcement]),
        rounds: [[SignedMessage]]
    ) throws(CeremonyError) {
        self.parameters = parameters
        self.session = session.id
        announcements = session.announcements
        dealings = try RoundReader(parameters: parameters).dealings(rounds[2], session: session.id)
        transcript = KeyGenerationHashes.transcript(session: session.id, rounds: rounds)
    }

    /// The session that the first of three rounds makes.
    static func session(
        _ rounds: [[SignedMessage]], parameters: KeyGenerationParameters
    ) throws(CeremonyError) -> (id: [UInt8], announcements: [Announcement]) {
        guard rounds.count == 3 else {
            throw CeremonyError(
                .badMessage, "a key generation has three rounds before its verdicts, not \(rounds.count)")
        }
        let announcements = try RoundReader(parameters: parameters).announcements(rounds[0])
        return (KeyGenerationHashes.session(parameters, announcements), announcements)
    }

    func verdicts(_ messages: [SignedMessage]) throws(CeremonyError) -> [Verdict] {
        try RoundReader(parameters: parameters).payloads(messages, session: session, round: .conclude)
    }
}
