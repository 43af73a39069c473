import SecretSharing
import Secrets

/// Everyone's commitments to their contributions, as they were revealed.
struct ReplicatedCommitments: Sendable {
    let subsets: ReplicatedSubsets
    private let parameters: KeyGenerationParameters
    /// By member, one a subset of its own.
    private let dealers: [[[UInt8]]]

    /// - Throws: ``CeremonyError`` that names the culprit: commitments as promised, one of 32 bytes for each subset of the
    ///   member's, and nothing besides.
    init(
        _ messages: [SignedMessage], subsets: ReplicatedSubsets, parameters: KeyGenerationParameters,
        session: [UInt8], announcements: [Announcement]
    ) throws(CeremonyError) {
        let revelations: [Revelation] = try RoundReader(parameters: parameters).payloads(
            messages, session: session, round: .reveal)
        let digest = KeyGenerationHashes.parameters(parameters)
        for (member, revelation) in zip(ShareIndex.all(of: parameters.threshold), revelations) {
            let promise = KeyGenerationHashes.promise(digest, member: member, commitments: revelation.commitments)
            guard promise == announcements[member.value - 1].promise else {
                throw CeremonyError(
                    .badCommitments, "member \(member) revealed other commitments than it promised", culprit: member)
            }
            guard revelation.commitments.count == subsets.held(by: member).count,
                revelation.commitments.allSatisfy({ $0.count == 32 }), revelation.proofCommitment.isEmpty,
                revelation.proofResponse.isEmpty
            else {
                throw CeremonyError(
                    .badCommitments, "member \(member) did not commit to one contribution for each of its keys",
                    culprit: member)
            }
        }
        self.subsets = subsets
        self.parameters = parameters
        dealers = revelations.map(\.commitments)
    }

    /// One a subset: what the committee certifies.
    func checkValues(session: [UInt8]) -> [[UInt8]] {
        subsets.all.enumerated().map { position, subset in
            let commitments = subset.members(of: subsets.threshold).compactMap { member in
                subsets.held(by: member).firstIndex(of: position).map { dealers[member.value - 1][$0] }
            }
            return ReplicatedHashes.checkValue(session: session, subset: subset, commitments: commitments)
        }
    }

    /// What a dealer sealed to a co-holder, or nil where it does not open or is not what the dealer committed to.
    ///
    /// - Throws: ``CeremonyError`` with `.failed` where the fleet key that it needs is on its way.
    func open(
        _ sealed: [UInt8], from dealer: ShareIndex, to recipient: ShareIndex, with privateKey: borrowing SecretBytes,
        sealing: any ShareSealing, session: [UInt8]
    ) throws(CeremonyError) -> SecretBytes? {
        let opened: SecretBytes
        do {
            opened = try sealing.open(
                sealed, with: privateKey, from: parameters[dealer].sealingKey,
                binding: KeyGenerationHashes.shareInfo(session: session, from: dealer, to: recipient))
        } catch let error as AwaitedFleetKey {
            throw CeremonyError(.failed, error.description)
        } catch {
            return nil
        }
        guard isCommitted(opened, from: dealer, to: recipient) else { return nil }
        return opened
    }

    private func isCommitted(
        _ opened: borrowing SecretBytes, from dealer: ShareIndex, to recipient: ShareIndex
    ) -> Bool {
        let shared = subsets.shared(by: dealer, with: recipient)
        guard opened.count == shared.count * ReplicatedContributions.count else { return false }
        let digest = KeyGenerationHashes.parameters(parameters)
        let held = subsets.held(by: dealer)
        for (place, position) in shared.enumerated() {
            let start = place * ReplicatedContributions.count
            let commitment = ReplicatedHashes.commitment(
                to: opened.bytes.extracting(start..<start + ReplicatedContributions.count), parameters: digest,
                member: dealer, subset: subsets.all[held[position]])
            guard commitment == dealers[dealer.value - 1][position] else { return false }
        }
        return true
    }
}
