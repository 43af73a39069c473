import Groups
import SecretSharing
import Secrets

/// A 3-of-5 key shared by a dealer, which no fleet has: benchmarks need its parts, not its secrecy.
struct SampleKey<Group: PrimeOrderGroup>: Sendable {
    let threshold: Threshold
    let publicKey: Element<Group>
    /// The first k members.
    let quorum: [ShareIndex]
    private let shares: [ShareIndex: SharedSecret<Group.Field>]
    /// Computed beforehand, as custodians and gateways have them.
    private let publicShares: [ShareIndex: Element<Group>]

    /// - Throws: `SharingError`, which a polynomial of the right degree never meets.
    init() throws {
        threshold = try Threshold(quorum: 3, of: 5)
        let polynomial = SecretPolynomial<Group.Field>(threshold: threshold, random: SystemRandom())
        let commitments = try FeldmanCommitments(polynomial.committed(in: Group.self), threshold: threshold)
        publicKey = commitments.constant
        var shares: [ShareIndex: SharedSecret<Group.Field>] = [:]
        for index in ShareIndex.all(of: threshold) { shares[index] = SharedSecret(polynomial.share(at: index)) }
        self.shares = shares
        let indices = ShareIndex.all(of: threshold)
        publicShares = Dictionary(uniqueKeysWithValues: zip(indices, commitments.publicShares(of: indices)))
        quorum = Array(indices.prefix(threshold.quorum))
    }

    func publicShare(_ index: ShareIndex) -> Element<Group> {
        guard let share = publicShares[index] else { preconditionFailure("there is no share \(index) of \(threshold)") }
        return share
    }

    func share(_ index: ShareIndex) -> SharedSecret<Group.Field> {
        guard let share = shares[index] else { preconditionFailure("there is no share \(index) of \(threshold)") }
        return share
    }
}
