import AWSProtocol
import AccessPolicy
import AuditLog
import Foundation
import Hub
import Hummingbird
import KeyMap

/// What `PUT /v1/keys/ID/policy` takes.
package struct PolicyReplacement: Codable, Sendable {
    package let policy: String
    /// Whether it is to be put in place whatever the linter finds.
    package let force: Bool

    package init(policy: String, force: Bool) {
        self.policy = policy
        self.force = force
    }
}

/// What became of a key's new policy.
package struct PolicyOutcome: Codable, Sendable {
    package struct Finding: Codable, Sendable {
        /// The statement's place in the policy, from 1; nil for what is about the whole policy.
        package let statement: Int?
        package let sid: String?
        package let message: String
    }

    /// The key's ARN.
    package let key: String
    /// What in the policy its author may not have meant.
    package let findings: [Finding]
    /// Whether it is the key's policy now.
    package let isApplied: Bool
}

/// PutKeyPolicy for operators: it says what the linter finds, and no policy of the key can forbid it, so that a key whose
/// policy lets nobody in is not lost.
extension AdminRouter {
    func addPolicy(to group: RouterGroup<BasicRequestContext>) {
        group.put("keys/:id/policy") { request, context in
            let key = try found(request, context)
            let wanted = try await request.decode(as: PolicyReplacement.self, context: context)
            let policy: KeyPolicy
            do throws(PolicyError) {
                policy = try KeyPolicy(wanted.policy)
            } catch {
                throw HTTPError(.badRequest, message: "The policy is refused: \(error.message)")
            }
            let findings = policy.findings(actions: KMSOperation.policyActions)
                .map { PolicyOutcome.Finding(statement: $0.statement, sid: $0.sid, message: $0.message) }
            let isApplied = findings.isEmpty || wanted.force
            if isApplied {
                let parameters: AuditValue = ["keyId": .string(key.arn), "policy": .string(wanted.policy)]
                try await recorder.recorded("PutKeyPolicy", parameters) {
                    try await Self.refusing {
                        _ = try await view.hub.changeKey(KeyID(key.id), .policy(wanted.policy), in: key.region)
                    }
                }
            }
            return try Self.json(PolicyOutcome(key: key.arn, findings: findings, isApplied: isApplied))
        }
    }
}
