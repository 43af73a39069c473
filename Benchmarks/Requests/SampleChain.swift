import AuditLog
import Synchronization

/// A chain in memory, whose last line alone is kept.
final class SampleChain: Sendable {
    private struct State {
        var chain: AuditChain
        var lines: [UInt8] = []
    }

    private let state: Mutex<State>

    init() {
        guard let log = try? AuditLogID("gateway/0") else { preconditionFailure("a log's name is refused") }
        state = Mutex(State(chain: AuditChain(after: .beginning(of: log))))
    }

    func seal(_ record: AuditRecord) {
        state.withLock { state in
            state.lines.removeAll(keepingCapacity: true)
            state.chain.seal(object: record.json, into: &state.lines)
        }
    }
}
