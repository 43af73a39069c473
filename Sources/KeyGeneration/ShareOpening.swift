import Groups
import SecretSharing
import Secrets

/// Opening one dealer's share, for its recipient and for those who judge a complaint.
enum ShareOpening {
    /// The share, or nil where it does not open, is no scalar or does not fit its dealer's commitments.
    ///
    /// - Throws: ``CeremonyError`` with `.failed` where the fleet key that it needs is on its way.
    static func open<Group: PrimeOrderGroup>(
        _ sealed: [UInt8], with privateKey: borrowing SecretBytes, sealing: any ShareSealing, from sender: [UInt8],
        commitments: FeldmanCommitments<Group>, at index: ShareIndex, binding info: [UInt8]
    ) throws(CeremonyError) -> SharedSecret<Group.Field>? {
        do {
            let opened = try sealing.open(sealed, with: privateKey, from: sender, binding: info)
            let share = try SecretScalar<Group.Field>(canonical: opened)
            try commitments.verify(share, at: index)
            return SharedSecret(share)
        } catch let error as AwaitedFleetKey {
            throw CeremonyError(.failed, error.description)
        } catch {
            return nil
        }
    }
}
