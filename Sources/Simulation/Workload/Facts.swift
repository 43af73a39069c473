import KeyMap
import Synchronization

/// What clients have been told, and may count on.
final class Facts: Sendable {
    enum Kind: CaseIterable, Sendable {
        case encryption, replicated, signing, mac
    }

    /// What a key's owner knows of its state. Only the owner changes it.
    enum Standing: Hashable, Sendable {
        case enabled
        case disabled
        /// A change failed: it may have been made, or be made yet.
        case unknown
    }

    struct Key: Sendable {
        let id: String
        let kind: Kind
        /// SubjectPublicKeyInfo of keys that sign.
        let publicKey: [UInt8]
        var standing = Standing.enabled
        /// Moves with each change that was tried.
        var changes = 0
        /// Where the last change was acknowledged.
        var knownAt: Incarnation
        /// How many uses were answered.
        var uses = 0
    }

    struct Ciphertext: Sendable {
        let key: String
        let blob: [UInt8]
        let plaintext: [UInt8]
        let context: String
    }

    struct Code: Sendable {
        let key: String
        let message: [UInt8]
        let mac: [UInt8]
    }

    private struct State {
        var keys: [Key] = []
        var ciphertexts: [Ciphertext] = []
        var codes: [Code] = []
    }

    private let state = Mutex(State())

    var keys: [Key] { state.withLock { $0.keys } }
    var ciphertexts: [Ciphertext] { state.withLock { $0.ciphertexts } }
    var codes: [Code] { state.withLock { $0.codes } }

    func key(_ id: String) -> Key? { state.withLock { state in state.keys.first { $0.id == id } } }

    func add(_ key: Key) {
        state.withLock { $0.keys.append(key) }
    }

    func add(_ ciphertext: Ciphertext) {
        state.withLock { $0.ciphertexts.append(ciphertext) }
    }

    func add(_ code: Code) {
        state.withLock { $0.codes.append(code) }
    }

    func update(_ id: String, _ change: (inout Key) -> Void) {
        state.withLock { state in
            if let place = state.keys.firstIndex(where: { $0.id == id }) { change(&state.keys[place]) }
        }
    }
}
