import Benchmark
import Groups
import SecretSharing
import Secrets
import ThresholdCrypto

/// FROST(Ed25519, SHA-512), 3-of-5: each side's work for one signature, everything from others read from bytes.
func addSigningBenchmarks() throws {
    let session = try SampleSession()

    Benchmark("custodian: 3-of-5 FROST signature, nonces included") { _ in
        blackHole(try session.custodianSigns())
    }
    Benchmark("gateway: 3-of-5 FROST aggregation with verification") { _ in
        blackHole(try session.gatewayAggregates())
    }
}

/// One signature's messages as bytes.
private struct SampleSession: Sendable {
    private typealias Suite = FROSTEd25519
    private typealias Commitments = [(index: ShareIndex, commitment: NonceCommitment<Edwards25519>)]

    private let key: SampleKey<Edwards25519>
    private let message = [UInt8](repeating: 7, count: 32)
    private let commitments: [(index: ShareIndex, transfer: NonceCommitment<Edwards25519>.Transfer)]
    private let shares: [(index: ShareIndex, bytes: [UInt8])]

    init() throws {
        key = try SampleKey()
        var nonces: [NonceBox] = []
        for index in key.quorum {
            nonces.append(NonceBox(SigningNonces(share: key.share(index).scalar, random: SystemRandom())))
        }
        commitments = zip(key.quorum, nonces).map { ($0, $1.transfer) }
        let package = try SigningPackage<Suite>(
            message: message, commitments: zip(key.quorum, nonces).map { ($0, $1.commitment) },
            publicKey: key.publicKey, threshold: key.threshold)
        var shares: [(ShareIndex, [UInt8])] = []
        for (index, box) in zip(key.quorum, nonces) {
            guard let nonces = box.take() else { continue }
            shares.append(
                (index, try package.sign(index: index, share: key.share(index).scalar, nonces: nonces).bytes))
        }
        self.shares = shares
    }

    /// Commits to two nonces, reads the others' commitments, signs.
    func custodianSigns() throws -> [UInt8] {
        let index = key.quorum[0]
        let share = key.share(index)
        let nonces = SigningNonces<Suite>(share: share.scalar, random: SystemRandom())
        let package = try SigningPackage<Suite>(
            message: message, commitments: [(index, nonces.commitment)] + decoded(commitments.dropFirst()),
            publicKey: key.publicKey, threshold: key.threshold)
        return try package.sign(index: index, share: share.scalar, nonces: nonces).bytes
    }

    /// Reads everyone's commitments and shares, sums them, verifies the signature.
    func gatewayAggregates() throws -> [UInt8] {
        let package = try SigningPackage<Suite>(
            message: message, commitments: decoded(commitments[...]), publicKey: key.publicKey,
            threshold: key.threshold)
        var scalars: [ShareIndex: Scalar<Field25519>] = [:]
        for (index, bytes) in shares { scalars[index] = try Scalar(canonical: bytes) }
        guard let signature = try package.aggregate(scalars) else {
            preconditionFailure("the signature of the benchmark is false")
        }
        return signature
    }

    private func decoded(
        _ commitments: ArraySlice<(index: ShareIndex, transfer: NonceCommitment<Edwards25519>.Transfer)>
    ) throws -> Commitments {
        let decoded = try NonceCommitment.decode(commitments.map(\.transfer))
        return zip(commitments, decoded).map { ($0.index, $1) }
    }
}
