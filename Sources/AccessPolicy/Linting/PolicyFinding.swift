/// Something in a policy that can be evaluated, and that its author may not have meant.
package struct PolicyFinding: Hashable, Sendable {
    /// The statement's place in the policy, from 1; nil for what is about the whole policy.
    package let statement: Int?
    package let sid: String?
    /// What it is, and what to write instead.
    package let message: String
}
