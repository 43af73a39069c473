import AsyncGate
package import KeyMap
import Synchronization

/// The streams by which a hub feeds a custodian its key map. Where a connection breaks, the next stream may begin before
/// the custodian is done with what came by the last one. The latest counts, and waits for that: else it would say it had
/// seen less than it has when the answer comes, which looks like a hub whose history was changed.
package final class FeedTurns: Sendable {
    private let custodian: any CustodianService
    private let gate = AsyncGate()
    private let latest = Mutex(0)

    package init(_ custodian: any CustodianService) {
        self.custodian = custodian
    }

    /// Begins a stream, in the place of any that was there.
    package func begin() async throws -> FeedTurn {
        let number = latest.withLock { latest in
            latest += 1
            return latest
        }
        return try await gate.pass {
            FeedTurn(known: try await custodian.knownHead(), number: number, turns: self)
        }
    }

    fileprivate func take<Value: Sendable>(
        _ number: Int, _ body: (any CustodianService) async throws -> Value
    ) async throws -> Value {
        try await gate.pass {
            guard latest.withLock({ $0 }) == number else { throw FeedReplaced() }
            return try await body(custodian)
        }
    }
}

/// One stream of a hub's key map to a custodian.
package struct FeedTurn: Sendable {
    /// How far the custodian had seen the key map when the stream began.
    package let known: KeyMapHead
    fileprivate let number: Int
    fileprivate let turns: FeedTurns

    /// Has the custodian take what came by this stream, after what came before it.
    ///
    /// - Throws: ``FeedReplaced``; what `body` throws.
    package func take<Value: Sendable>(
        _ body: (any CustodianService) async throws -> Value
    ) async throws -> Value {
        try await turns.take(number, body)
    }
}

/// Another stream has taken this one's place: what it brings is not wanted any more.
package struct FeedReplaced: Error, CustomStringConvertible {
    package var description: String { "the hub has opened another stream of the key map" }
}
