import CustodianContract
import Groups
import KeyMap
import Synchronization
import ThresholdCrypto

/// A commitment that a custodian has offered, as it came and decoded.
struct OfferedCommitment: Sendable {
    let encoded: SignerCommitment
    let commitment: NonceCommitment<Edwards25519>
}

/// Nonce commitments that custodians have offered to this gateway and that no signature has used.
final class NonceShelf: Sendable {
    /// A custodian keeps some more for one gateway.
    static let limitPerOwner = 128
    /// With fewer than these, more are asked for: what is under way comes in time for a crowd of signatures.
    static let low = 32
    /// How many are asked for at once: one signature of the custodian's identity key vouches for all of them.
    static let batch = 16

    struct Owner: Hashable, Sendable {
        let share: ShareName
        let epoch: Epoch
        let scheme: SignatureScheme
        let custodian: CustodianID
    }

    private struct Stock {
        var boot: [UInt8] = []
        var commitments: [OfferedCommitment] = []
        /// Asked for and not here yet.
        var expected = 0
    }

    private let stocks = Mutex<[Owner: Stock]>([:])

    /// Each commitment is given out once.
    func take(_ owner: Owner) -> OfferedCommitment? {
        stocks.withLock { $0[owner]?.commitments.popLast() }
    }

    /// How many commitments to ask for beside what is needed at once.
    func replenishment(_ owner: Owner) -> Int {
        stocks.withLock { stocks in
            let stock = stocks[owner, default: Stock()]
            guard stock.commitments.count + stock.expected < Self.low else { return 0 }
            stocks[owner, default: Stock()].expected += Self.batch
            return Self.batch
        }
    }

    /// Commitments of another boot void those that were here.
    func add(_ commitments: [OfferedCommitment], boot: [UInt8], for owner: Owner) {
        stocks.withLock { stocks in
            if stocks[owner]?.boot != boot { stocks[owner] = Stock(boot: boot) }
            stocks[owner]?.commitments.append(contentsOf: commitments)
            if let stock = stocks[owner] {
                stocks[owner]?.expected = max(0, stock.expected - commitments.count)
                let excess = stock.commitments.count - Self.limitPerOwner
                if excess > 0 { stocks[owner]?.commitments.removeFirst(excess) }
            }
        }
    }

    /// What was expected does not come.
    func expectNothing(_ owner: Owner) {
        stocks.withLock { $0[owner]?.expected = 0 }
    }

    /// What is here is void.
    func clear(_ owner: Owner) {
        stocks.withLock { $0[owner] = nil }
    }
}
