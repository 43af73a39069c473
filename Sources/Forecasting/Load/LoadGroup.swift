/// Keys that are taken to be alike: they share a model, and a new one of them borrows from the others.
package struct LoadGroup: Hashable, Sendable {
    /// As `KeySpec` and `KeyUsage` of the AWS model.
    package var spec: String
    package var usage: String
    package var tags: [String: String]

    package init(spec: String, usage: String, tags: [String: String] = [:]) {
        self.spec = spec
        self.usage = usage
        self.tags = tags
    }
}
