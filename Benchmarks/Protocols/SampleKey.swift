import Groups
import SecretSharing
import Secrets

/// A 3-of-5 key shared by a dealer, which no fleet has: benchmarks need its parts, not its secrecy.
struct SampleKey<Group: PrimeOrderGroup>: Sendable {
    let threshold: Threshold
    let commitments: FeldmanCommitments<Group>
    /// The first k members.
    let quorum: [ShareIndex]
    private let shares: [ShareIndex: SharedSecret<Group.Field>]

    /// - Throws: `SharingError`, which a polynomial of the right degree never meets.
    init() throws {
        threshold = try Threshold(quorum: 3, of: 5)
        let polynomial = SecretPolynomial<Group.Field>(threshold: threshold, random: SystemRandom())
        commitments = try FeldmanCommitments(polynomial.committed(in: Group.self), threshold: threshold)
        var shares: [ShareIndex: SharedSecret<Group.Field>] = [:]
        for index in ShareIndex.all(of: threshold) { shares[index] = SharedSecret(polynomial.share(at: index)) }
        self.shares = shares
        quorum = Array(ShareIndex.all(of: threshold).prefix(threshold.quorum))
    }

    var publicKey: Element<Group> { commitments.constant }

    func publicShare(_ index: ShareIndex) -> Element<Group> { commitments.publicShare(of: index) }

    func share(_ index: ShareIndex) -> SharedSecret<Group.Field> {
        guard let share = shares[index] else { preconditionFailure("there is no share \(index) of \(threshold)") }
        return share
    }
}
