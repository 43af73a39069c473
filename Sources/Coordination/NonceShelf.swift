import CustodianContract
import KeyMap
import Synchronization

/// Nonce commitments that custodians have offered to this gateway and that no signature has used.
final class NonceShelf: Sendable {
    static let limitPerOwner = 64

    struct Owner: Hashable, Sendable {
        let share: ShareName
        let epoch: Epoch
        let scheme: SignatureScheme
        let custodian: CustodianID
    }

    private struct Stock {
        var boot: [UInt8]
        var commitments: [SignerCommitment]
    }

    private let stocks = Mutex<[Owner: Stock]>([:])

    /// Each commitment is given out once.
    func take(_ owner: Owner) -> SignerCommitment? {
        stocks.withLock { $0[owner]?.commitments.popLast() }
    }

    func count(_ owner: Owner) -> Int {
        stocks.withLock { $0[owner]?.commitments.count ?? 0 }
    }

    /// Commitments of another boot void those that were here.
    func add(_ batch: NonceBatch, for owner: Owner) {
        stocks.withLock { stocks in
            if stocks[owner]?.boot != batch.boot { stocks[owner] = Stock(boot: batch.boot, commitments: []) }
            stocks[owner]?.commitments.append(contentsOf: batch.commitments)
            if let excess = stocks[owner].map({ $0.commitments.count - Self.limitPerOwner }), excess > 0 {
                stocks[owner]?.commitments.removeFirst(excess)
            }
        }
    }

    func clear(_ owner: Owner) {
        stocks.withLock { $0[owner] = nil }
    }
}
