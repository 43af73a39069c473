import ByteCoding
import Groups
import SecretSharing
import ThresholdCrypto

/// The hashes of a key generation; each binds the parameters, so nothing can be carried from one ceremony to another.
enum KeyGenerationHashes {
    /// What the first round's messages belong to.
    static func parameters(_ parameters: KeyGenerationParameters) -> [UInt8] {
        var transcript = Transcript("key generation parameters v1")
        transcript.append("parameters", parameters)
        return transcript.digest
    }

    /// The session id: every member's fresh nonce and all parameters, so that no one party chooses it.
    static func session(_ parameters: KeyGenerationParameters, _ announcements: [Announcement]) -> [UInt8] {
        var transcript = Transcript("key generation session v1")
        transcript.append("parameters", parameters)
        transcript.append("announcements", list: announcements.map(\.encoded))
        return transcript.digest
    }

    static func promise(_ parameters: [UInt8], member: ShareIndex, commitments: [[UInt8]]) -> [UInt8] {
        var transcript = Transcript("key generation promise v1")
        transcript.append("parameters", parameters)
        transcript.append("member", member)
        transcript.append("commitments", list: commitments)
        return transcript.digest
    }

    /// The challenge of a proof of knowledge.
    static func challenge<Group: PrimeOrderGroup>(
        session: [UInt8], parameters: KeyGenerationParameters, member: ShareIndex,
        commitments: FeldmanCommitments<Group>, nonceCommitment: Element<Group>
    ) -> Scalar<Group.Field> {
        var transcript = Transcript("key generation proof of knowledge v1")
        transcript.append("session", session)
        transcript.append("group", Group.name)
        transcript.append("generator", Element<Group>.generator.bytes)
        transcript.append("threshold", parameters.threshold)
        transcript.append("member", member)
        transcript.append("commitments", list: commitments.encoded)
        transcript.append("R", nonceCommitment.bytes)
        return transcript.challenge()
    }

    /// What a sealed share is bound to.
    static func shareInfo(session: [UInt8], from dealer: ShareIndex, to recipient: ShareIndex) -> [UInt8] {
        var transcript = Transcript("key generation share v1")
        transcript.append("session", session)
        transcript.append("dealer", dealer)
        transcript.append("recipient", recipient)
        return transcript.digest
    }

    /// Everything that was said in the first three rounds.
    static func transcript(session: [UInt8], rounds: [[SignedMessage]]) -> [UInt8] {
        var transcript = Transcript("key generation transcript v1")
        transcript.append("session", session)
        for round in rounds { transcript.append("round", list: round.map(\.encoded)) }
        return transcript.digest
    }
}
