import AccessPolicy
import Synchronization

/// Key policies as they are evaluated, by their text: most keys have one of few.
final class PolicyCache: Sendable {
    private static let limit = 1024

    /// By UTF-8 bytes: strings that Unicode takes for equal may name different principals.
    private let policies = Mutex<[[UInt8]: KeyPolicy]>([:])

    /// - Throws: ``PolicyError`` where the text is no policy that this build can evaluate.
    func policy(_ text: String) throws(PolicyError) -> KeyPolicy {
        let bytes = Array(text.utf8)
        if let known = policies.withLock({ $0[bytes] }) { return known }
        let policy = try KeyPolicy(text)
        policies.withLock { policies in
            if policies.count >= Self.limit { policies.removeAll(keepingCapacity: true) }
            policies[bytes] = policy
        }
        return policy
    }
}
