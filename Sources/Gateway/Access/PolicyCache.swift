import AccessPolicy
import Synchronization

/// Key policies as they are evaluated, by their text: most keys have one of few.
final class PolicyCache: Sendable {
    private static let limit = 1024

    private let policies = Mutex<[String: KeyPolicy]>([:])

    /// - Throws: ``PolicyError`` where the text is no policy that this build can evaluate.
    func policy(_ text: String) throws(PolicyError) -> KeyPolicy {
        if let known = policies.withLock({ $0[text] }) { return known }
        let policy = try KeyPolicy(text)
        policies.withLock { policies in
            if policies.count >= Self.limit { policies.removeAll(keepingCapacity: true) }
            policies[text] = policy
        }
        return policy
    }
}
