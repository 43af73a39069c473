import ByteCoding
import KeyMap
import SecretSharing
import Secrets

/// What a member says in a ceremony, whatever it deals: every message under its signature.
struct MemberVoice: Sendable {
    let parameters: KeyGenerationParameters
    let index: ShareIndex
    let signer: any CeremonySigner
    let sealing: any ShareSealing

    /// - Throws: ``CeremonyError`` with `.badParameters` where the index is not in the committee.
    init(
        parameters: KeyGenerationParameters, index: ShareIndex, signer: any CeremonySigner, sealing: any ShareSealing
    ) throws(CeremonyError) {
        guard index.value <= parameters.threshold.count else {
            throw CeremonyError(.badParameters, "there is no member \(index) in a committee of \(parameters.threshold)")
        }
        self.parameters = parameters
        self.index = index
        self.signer = signer
        self.sealing = sealing
    }

    /// The public half of a key for this ceremony.
    ///
    /// - Throws: ``CeremonyError`` with `.failed`.
    func publicKey(of privateKey: borrowing SecretBytes) throws(CeremonyError) -> [UInt8] {
        guard let publicKey = sealing.publicKey(of: privateKey) else {
            throw CeremonyError(.failed, "member \(index) could not make a key for the ceremony", culprit: index)
        }
        return publicKey
    }

    func signed(
        _ payload: some ByteCodable, session: [UInt8], round: Round
    ) throws(CeremonyError) -> SignedMessage {
        let body = MessageHeader(session: session, round: round, sender: index).body(payload)
        return SignedMessage(body: body, signature: try sign(body))
    }

    /// A share for one other member.
    ///
    /// - Throws: ``CeremonyError`` that names the recipient, whose key takes no share.
    func sealed(
        _ share: borrowing SecretBytes, to recipient: ShareIndex, session: [UInt8], announcements: [Announcement]
    ) throws(CeremonyError) -> [UInt8] {
        do {
            return try sealing.seal(
                share, to: announcements[recipient.value - 1].encapsulationKey,
                binding: KeyGenerationHashes.shareInfo(session: session, from: index, to: recipient))
        } catch {
            throw CeremonyError(
                .badMessage, "the key that member \(recipient) announced takes no share: \(error)", culprit: recipient)
        }
    }

    func complaint(
        against dealer: ShareIndex, evidence: borrowing SecretBytes, session: [UInt8]
    ) throws(CeremonyError) -> SignedMessage {
        let verdict = Verdict.complaint(against: dealer, privateKey: evidence.revealed())
        return try signed(verdict, session: session, round: .conclude)
    }

    /// The member's signature under the committee's certificate, and the shard that it is for.
    ///
    /// - Parameters:
    ///   - commitments: what the committee certifies of its key.
    ///   - rounds: everyone's first three messages.
    func confirmation(
        of commitments: [[UInt8]], session: [UInt8], rounds: [[SignedMessage]]
    ) throws(CeremonyError) -> (shard: KeyShard, message: SignedMessage) {
        let transcript = KeyGenerationHashes.transcript(session: session, rounds: rounds)
        let unsigned = parameters.shard(
            commitments: commitments, certificate: CommitteeCertificate(transcript: transcript, signatures: []))
        let statement = KeyCertificate.statement(
            fleet: parameters.fleet, key: parameters.key, version: parameters.version, suite: parameters.suite,
            shard: unsigned)
        let verdict = Verdict.confirmed(transcript: transcript, signature: try sign(statement))
        return (unsigned, try signed(verdict, session: session, round: .conclude))
    }

    var outOfOrder: CeremonyError {
        CeremonyError(.outOfOrder, "a message of a round that was not next reached member \(index)")
    }

    private func sign(_ message: [UInt8]) throws(CeremonyError) -> [UInt8] {
        do {
            return try signer.sign(message)
        } catch {
            throw CeremonyError(.failed, "member \(index) could not sign: \(error)", culprit: index)
        }
    }
}
