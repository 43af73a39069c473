import CustodianContract
import Groups
import KeyMap
import Synchronization
import ThresholdCrypto

/// A commitment that a custodian has offered, as it came and decoded.
struct OfferedCommitment: Sendable {
    /// The run of the custodian that has the nonces.
    let boot: [UInt8]
    let encoded: SignerCommitment
    let commitment: NonceCommitment<Edwards25519>
}

/// Nonce commitments that custodians have offered to this gateway and that no signature has used.
final class NonceShelf: Sendable {
    /// The most commitments of one owner; a custodian keeps more for one gateway.
    static let limitPerOwner = 256
    /// The most owners. With more, all stocks are forgotten, which costs each key one round.
    static let limit = 16_384
    /// The most commitments that a custodian gives at once, and the least that is worth a signature of its identity key.
    static let batches = 4...32

    struct Owner: Hashable, Sendable {
        let share: ShareName
        let epoch: Epoch
        let scheme: SignatureScheme
        let custodian: CustodianID
    }

    private struct Stock {
        /// All of one boot.
        var commitments: [OfferedCommitment] = []
        /// Asked for and not here yet.
        var expected = 0
        /// With fewer than these, more are asked for: twice as many after each signature that found none, so that the stock
        /// of a key becomes as large as the crowd that signs with it.
        var low = 4
        /// The boot of which the custodian did not know nonces that it had just offered, since it last signed.
        var disowned: [UInt8]?

        mutating func grow() {
            low = min(2 * low, NonceShelf.limitPerOwner / 2)
        }
    }

    private let stocks = Mutex<[Owner: Stock]>([:])
    private let seen = Mutex(SeenCommitments())

    /// Notes commitments as offered. False where one of them was offered before.
    func areNew(_ commitments: [SignerCommitment], of custodian: CustodianID) -> Bool {
        seen.withLock { $0.add(commitments, of: custodian) }
    }

    /// The boot that the custodian has disowned nonces of as soon as it had offered them. A restart explains that once, and
    /// the next offer is of another boot then.
    func disowned(_ owner: Owner) -> [UInt8]? {
        stocks.withLock { $0[owner]?.disowned }
    }

    /// The custodian did not know nonces of this boot that it had just offered; nil where it has signed since.
    func disown(_ boot: [UInt8]?, of owner: Owner) {
        stocks.withLock { stocks in
            if stocks[owner] != nil { stocks[owner]?.disowned = boot }
        }
    }

    /// Each commitment is given out once.
    func take(_ owner: Owner) -> OfferedCommitment? {
        stocks.withLock { stocks in
            if let commitment = stocks[owner]?.commitments.popLast() { return commitment }
            if stocks.count >= Self.limit { stocks = [:] }
            stocks[owner, default: Stock()].grow()
            return nil
        }
    }

    /// How many commitments to ask for beside what is needed at once.
    func replenishment(_ owner: Owner) -> Int {
        stocks.withLock { stocks in
            let stock = stocks[owner, default: Stock()]
            guard stock.commitments.count + stock.expected < stock.low else { return 0 }
            let count = min(max(stock.low, Self.batches.lowerBound), Self.batches.upperBound - 1)
            stocks[owner, default: Stock()].expected += count
            return count
        }
    }

    /// What was asked for beside something else has come, or will not.
    func settle(_ owner: Owner, expected: Int) {
        stocks.withLock { stocks in
            guard expected > 0, let stock = stocks[owner] else { return }
            stocks[owner]?.expected = max(0, stock.expected - expected)
        }
    }

    /// Commitments of another boot void those that were here.
    func add(_ commitments: some Collection<OfferedCommitment>, for owner: Owner) {
        guard let boot = commitments.first?.boot else { return }
        stocks.withLock { stocks in
            var stock = stocks[owner, default: Stock()]
            if stock.commitments.first?.boot != boot { stock.commitments = [] }
            stock.commitments.append(contentsOf: commitments)
            stock.commitments.removeFirst(max(0, stock.commitments.count - Self.limitPerOwner))
            stocks[owner] = stock
        }
    }

    /// The nonces of a boot are void.
    func forget(_ boot: [UInt8], of owner: Owner) {
        stocks.withLock { stocks in
            if stocks[owner]?.commitments.first?.boot == boot { stocks[owner]?.commitments = [] }
        }
    }
}
