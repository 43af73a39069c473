/// What bounds a ``DerivationCache``.
package struct DerivationLimits: Hashable, Sendable {
    /// How long after its derivation by custodians an output is of use.
    package let lifetime: Duration
    /// How often it is of use within that time.
    package let uses: Int
    /// How many are held at once.
    package let entries: Int

    package init(lifetime: Duration, uses: Int, entries: Int) {
        self.lifetime = lifetime
        self.uses = uses
        self.entries = entries
    }
}
