import AsyncGate
import Synchronization

/// Makes requests with the same token wait for each other, so that a retry that overtakes its first attempt makes no
/// second key.
final class CreationGate: Sendable {
    private struct Entry {
        let gate = AsyncGate()
        var users = 0
    }

    private let entries = Mutex<[String: Entry]>([:])

    func once<Value: Sendable>(_ token: String?, _ body: () async throws -> Value) async rethrows -> Value {
        guard let token else { return try await body() }
        let gate = entries.withLock { entries in
            entries[token, default: Entry()].users += 1
            return entries[token]?.gate
        }
        defer {
            entries.withLock { entries in
                entries[token]?.users -= 1
                if entries[token]?.users == 0 { entries[token] = nil }
            }
        }
        guard let gate else { return try await body() }
        return try await gate.pass(body)
    }
}
