/// One node's, in the answer to `GET /v1/entropy`.
package struct NodeEntropy: Codable, Hashable, Sendable {
    package let node: String
    /// Nil where the node does not answer, or says nothing of it.
    package let entropy: EntropyDescription?

    package init(node: String, entropy: EntropyDescription?) {
        self.node = node
        self.entropy = entropy
    }
}
