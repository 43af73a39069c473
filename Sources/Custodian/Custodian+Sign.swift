import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import ThresholdCrypto

extension Custodian {
    /// Fresh nonce commitments for one gateway, signed: as many as it asks for, or the one that it needs now where entropy is
    /// below the minimum.
    func offer(
        _ name: ShareName, _ share: ShareVault.Held, scheme: SignatureScheme, count: Int, gateway: String
    ) throws(Refusal) -> NonceBatch {
        guard (1...32).contains(count) else {
            throw Refusal(.malformed, "\(count) nonce commitments were asked for; 1 to 32 are given at once")
        }
        let count = isEntropySufficient ? count : 1
        return switch scheme {
        case .ed25519: try offer(from: plain, name, share, scheme: scheme, count: count, gateway: gateway)
        case .ed25519ph: try offer(from: prehashed, name, share, scheme: scheme, count: count, gateway: gateway)
        }
    }

    /// A signature share, and fresh commitments. The nonces have left the pool before anything else happens.
    func sign(
        _ name: ShareName, _ share: ShareVault.Held, scheme: SignatureScheme, message: [UInt8],
        commitments: [SignerCommitment], replenish: Int, gateway: String
    ) throws(Refusal) -> SignatureShare {
        guard scheme == .ed25519 ? (1...4_096).contains(message.count) : message.count == 64 else {
            throw Refusal(
                .malformed, "a message of \(message.count) bytes is not signed: 1 to 4,096, or a digest of 64")
        }
        guard (0...32).contains(replenish), commitments.count <= Threshold.maximumCount else {
            throw Refusal(
                .malformed, "a list of \(commitments.count) signers, or \(replenish) fresh nonces, is too long")
        }
        let signature =
            switch scheme {
            case .ed25519:
                try sign(with: plain, name, share, message: message, commitments: commitments, gateway: gateway)
            case .ed25519ph:
                try sign(with: prehashed, name, share, message: message, commitments: commitments, gateway: gateway)
            }
        // Nonces are made ahead out of good entropy only; those of the signature at hand are hedged with the share.
        let fresh =
            replenish == 0 || !isEntropySufficient
            ? nil : try offer(name, share, scheme: scheme, count: replenish, gateway: gateway)
        return SignatureShare(epoch: share.epoch, share: signature, fresh: fresh)
    }

    private func offer<Scheme: FROSTSuite>(
        from pool: NoncePool<Scheme>, _ name: ShareName, _ share: ShareVault.Held, scheme: SignatureScheme, count: Int,
        gateway: String
    ) throws(Refusal) -> NonceBatch {
        let owner = NoncePool<Scheme>.Owner(share: name, epoch: share.epoch, gateway: gateway)
        let each = SigningNonces<Scheme>.randomnessCount
        var randomness = PersonalizedRandom(settings.random, personalization: boot).bytes(each * count)
        defer { randomness.wipe() }
        var commitments: [SignerCommitment] = []
        do {
            let secret = try SecretScalar<Scheme.Group.Field>(share.secret)
            for number in 0..<count {
                let nonces = SigningNonces<Scheme>(
                    share: secret, randomness: randomness[(number * each)..<((number + 1) * each)])
                let transfer = nonces.transfer
                pool.add(nonces, for: owner)
                commitments.append(
                    SignerCommitment(index: share.index.value, hiding: transfer.hiding, binding: transfer.binding))
            }
            let statement = NonceBatch.statement(
                share: name, epoch: share.epoch, scheme: scheme, gateway: gateway, boot: boot, commitments: commitments)
            return NonceBatch(
                epoch: share.epoch, scheme: scheme, boot: boot, commitments: commitments,
                signature: try settings.signer.sign(statement))
        } catch {
            throw Refusal(.unavailable, "custodian \(settings.custodian) cannot make nonces: \(error)")
        }
    }

    private func sign<Scheme: FROSTSuite>(
        with pool: NoncePool<Scheme>, _ name: ShareName, _ share: ShareVault.Held, message: [UInt8],
        commitments: [SignerCommitment], gateway: String
    ) throws(Refusal) -> [UInt8] where Scheme.Group == Edwards25519 {
        do {
            let owner = NoncePool<Scheme>.Owner(share: name, epoch: share.epoch, gateway: gateway)
            guard let own = commitments.first(where: { $0.index == share.index.value }),
                let nonces = pool.take(own.transfer(in: Scheme.Group.self), for: owner)
            else {
                throw Refusal(
                    .unknownNonce,
                    "custodian \(settings.custodian) has not, or no longer, the nonces of this commitment")
            }
            let list = try Self.decoded(commitments, Scheme.Group.self)
            guard case .publicKey(let publicKey) = share.publicPoint else {
                throw Refusal(.forbidden, "share \(name) is not one that signs")
            }
            let package = try SigningPackage<Scheme>(
                message: message, commitments: list, publicKey: publicKey, threshold: share.publicPart.threshold)
            let secret = try SecretScalar<Scheme.Group.Field>(share.secret)
            return try package.sign(index: share.index, share: secret, nonces: nonces).bytes
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.malformed, "the signing request is refused: \(error)")
        }
    }

    /// In the order of the list.
    private static func decoded<Group: PrimeOrderGroup>(
        _ commitments: [SignerCommitment], _ group: Group.Type
    ) throws -> [(index: ShareIndex, commitment: NonceCommitment<Group>)] {
        let decoded = try NonceCommitment.decode(commitments.map { $0.transfer(in: group) })
        return try zip(commitments, decoded).map { (try ShareIndex($0.index), $1) }
    }
}

extension SignerCommitment {
    fileprivate func transfer<Group: PrimeOrderGroup>(in group: Group.Type) -> NonceCommitment<Group>.Transfer {
        NonceCommitment.Transfer(hiding: hiding, binding: binding)
    }
}
