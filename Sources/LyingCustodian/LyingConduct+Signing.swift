import Custodian
import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import Synchronization

/// The first nonces that each gateway was offered for each key.
final class OldNonces: Sendable {
    private struct Owner: Hashable {
        let share: ShareName
        let scheme: SignatureScheme
        let gateway: String
    }

    private let batches = Mutex<[Owner: NonceBatch]>([:])

    /// The first batch of an owner, in the place of any later one.
    func first(_ batch: NonceBatch, of share: ShareName, gateway: String) -> NonceBatch {
        let owner = Owner(share: share, scheme: batch.scheme, gateway: gateway)
        return batches.withLock { batches in
            if let old = batches[owner] { return old }
            batches[owner] = batch
            return batch
        }
    }
}

extension LyingConduct {
    /// Another gateway, which asks for nonces in nobody's name.
    private static let elsewhere = "gateway-elsewhere"

    func twisted(
        _ share: SignatureShare, of use: ShareUse, gateway: String, _ honest: any CustodianService
    ) async -> SignatureShare {
        var (epoch, scalar, fresh) = (share.epoch, share.share, share.fresh)
        if let batch = fresh { fresh = await twisted(batch, of: use, gateway: gateway, honest) }
        switch lie {
        case .wrongPartial, .wrongProof:
            scalar = (((try? Scalar<Field25519>(canonical: scalar)) ?? .zero) + .one).bytes
        case .staleEpoch: epoch = Epoch(epoch.value &- 1)
        case .garbage: scalar = [UInt8](repeating: 0xff, count: 32)
        case .oversize: scalar = Self.padded(scalar, to: Self.messageAndMore)
        case .tooMany: scalar = Self.padded(scalar, to: Self.fieldAndMore)
        default: break
        }
        return SignatureShare(epoch: epoch, share: scalar, fresh: fresh)
    }

    func twisted(
        _ batch: NonceBatch, of use: ShareUse, gateway: String, _ honest: any CustodianService
    ) async -> NonceBatch {
        switch lie {
        case .badNonces:
            return signed(
                batch,
                batch.commitments.map {
                    SignerCommitment(
                        index: $0.index, hiding: [UInt8](repeating: 0xff, count: 64), binding: $0.binding)
                }, of: use, gateway: gateway)
        case .replayedNonces: return oldNonces.first(batch, of: use.share, gateway: gateway)
        case .borrowedNonces:
            let action = ShareUse.Action.commitNonces(batch.scheme, count: batch.commitments.count)
            let asked = ShareUse(
                share: use.share, epoch: use.epoch, suite: use.suite, region: use.region,
                clientRequest: use.clientRequest, operation: use.operation, action: action)
            guard case .nonces(let others)? = await honest.use([asked], gateway: Self.elsewhere).first else {
                return batch
            }
            return signed(batch, others.commitments, of: use, gateway: gateway)
        case .oversize, .tooMany:
            guard let first = batch.commitments.first else { return batch }
            let size = first.hiding.count + first.binding.count
            let count = (lie == .oversize ? Self.messageAndMore : Self.fieldAndMore) / size
            let more = [SignerCommitment](repeating: first, count: count)
            return signed(batch, batch.commitments + more, of: use, gateway: gateway)
        default: return batch
        }
    }

    /// A batch with other commitments, under a good signature.
    private func signed(
        _ batch: NonceBatch, _ commitments: [SignerCommitment], of use: ShareUse, gateway: String
    ) -> NonceBatch {
        let statement = NonceBatch.statement(
            share: use.share, epoch: batch.epoch, scheme: batch.scheme, gateway: gateway, boot: batch.boot,
            commitments: commitments)
        return NonceBatch(
            epoch: batch.epoch, scheme: batch.scheme, boot: batch.boot, commitments: commitments,
            signature: (try? signer.sign(statement)) ?? [])
    }
}
