import Groups
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("What FROST's signers and aggregator refuse")
struct FROSTRefusalTests {
    private let sharing: SampleSharing<Edwards25519>
    private let signers: SampleSigners<FROSTEd25519>
    private let threshold: Threshold
    private let strangers: SampleSigners<FROSTEd25519>

    init() throws {
        threshold = try Threshold(quorum: 3, of: 5)
        sharing = try SampleSharing(threshold, random: SeededRandom(1))
        let members = [try ShareIndex(1), try ShareIndex(2), try ShareIndex(4)]
        signers = try SampleSigners(sharing, members: members, message: [7], random: SeededRandom(2))
        strangers = try SampleSigners(sharing, members: members, message: [7], random: SeededRandom(3))
    }

    private func package(
        _ commitments: [(index: ShareIndex, commitment: NonceCommitment<Edwards25519>)]
    ) throws -> SigningPackage<FROSTEd25519> {
        try SigningPackage(
            message: [7], commitments: commitments, publicKey: sharing.publicKey, threshold: threshold)
    }

    @Test("trap 17: a list of another size than the quorum is refused", arguments: [0, 1, 2, 4, 5])
    func wrongSize(count: Int) throws {
        let commitment = signers.commitments[0].commitment
        let list = ShareIndex.all(of: threshold).prefix(count).map { (index: $0, commitment: commitment) }
        let error = #expect(throws: FROSTError.self) { try package(list) }
        #expect(error?.code == .badSigners)
    }

    @Test("trap 2: a list that names a signer twice is refused")
    func duplicates() throws {
        var list = signers.commitments
        list[2].index = list[0].index
        let error = #expect(throws: FROSTError.self) { try package(list) }
        #expect(error?.code == .badSigners)
    }

    @Test("a list with a signer from outside the committee is refused")
    func outsider() throws {
        var list = signers.commitments
        list[2].index = try ShareIndex(6)
        let error = #expect(throws: FROSTError.self) { try package(list) }
        #expect(error?.code == .badSigners)
    }

    @Test(
        "trap 16: a signer does not sign where its own commitment was replaced, and its nonces are gone",
        arguments: 0..<3)
    func foreignCommitment(position: Int) throws {
        var list = signers.commitments
        list[position].commitment = strangers.commitments[position].commitment
        let index = list[position].index
        let package = try package(list)
        let box = try #require(signers.boxes[index])
        let error = #expect(throws: FROSTError.self) {
            _ = try package.sign(index: index, share: sharing.share(index).scalar, nonces: box.take())
        }
        #expect(error?.code == .foreignCommitment)
        #expect(throws: NonceBox<FROSTEd25519>.Used.self) { _ = try box.take() }
    }

    @Test("trap 16: a signer does not sign where hiding and binding commitment were exchanged, or it is not named")
    func swappedCommitment() throws {
        let own = signers.commitments[0]
        var list = signers.commitments
        list[0].commitment = NonceCommitment(hiding: own.commitment.binding, binding: own.commitment.hiding)
        let swapped = try package(list)
        let first = try #require(signers.boxes[own.index])
        let error = #expect(throws: FROSTError.self) {
            _ = try swapped.sign(index: own.index, share: sharing.share(own.index).scalar, nonces: first.take())
        }
        #expect(error?.code == .foreignCommitment)
        let unnamed = try ShareIndex(5)
        let second = try #require(strangers.boxes[strangers.members[0]])
        let other = #expect(throws: FROSTError.self) {
            _ = try signers.package.sign(index: unnamed, share: sharing.share(unnamed).scalar, nonces: second.take())
        }
        #expect(other?.code == .foreignCommitment)
    }

    @Test("trap 18: commitments that are the identity, off the curve or of another length are refused")
    func badCommitments() throws {
        let nonces = SigningNonces<FROSTEd25519>(
            share: sharing.share(try ShareIndex(1)).scalar, random: SeededRandom(4))
        let good = nonces.transfer
        let zero = [UInt8](repeating: 0, count: 32)
        let identity = zero + [1] + zero.dropFirst()
        for bad in [identity, zero + zero, good.hiding.flipping(bit: 0), Array(good.hiding.dropLast()), [], [1]] {
            for pair in [(bad, good.binding), (good.hiding, bad)] {
                #expect(throws: GroupError.self) {
                    try NonceCommitment<Edwards25519>.decode([good, .init(hiding: pair.0, binding: pair.1)])
                }
            }
        }
    }

    @Test("a wrong share is found and its signer named, whoever it is", arguments: 0..<3)
    func wrongShare(position: Int) throws {
        var shares = try signers.shares()
        let culprit = signers.members[position]
        shares[culprit] = try #require(shares[culprit]) + .one
        #expect(try signers.package.aggregate(shares) == nil)
        var named: [ShareIndex?] = []
        for (index, share) in shares {
            do throws(FROSTError) {
                try signers.package.verify(share: share, of: index, publicShare: sharing.publicShare(index))
            } catch {
                #expect(error.code == .badShare)
                named.append(error.culprit)
            }
        }
        #expect(named == [culprit])
    }

    @Test("a missing share is named, and one of a stranger is not looked at")
    func missingShare() throws {
        var shares = try signers.shares()
        shares[signers.members[1]] = nil
        shares[try ShareIndex(5)] = .one
        let error = #expect(throws: FROSTError.self) { try signers.package.aggregate(shares) }
        #expect(error?.code == .badSigners && error?.culprit == signers.members[1])
        let stranger = #expect(throws: FROSTError.self) {
            try signers.package.verify(share: .one, of: ShareIndex(5), publicShare: sharing.publicShare(ShareIndex(5)))
        }
        #expect(stranger?.code == .badSigners)
    }
}
