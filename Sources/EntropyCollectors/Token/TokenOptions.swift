/// A token behind a PKCS #11 module.
package struct TokenOptions: Hashable, Sendable {
    /// The module's path.
    package var module: String
    /// Nil for the first slot that has a token.
    package var slot: UInt?
    /// A file with the user's PIN, for tokens that give random bytes to their user only.
    package var pinFile: String?
    /// Bits a byte that the operator claims, by the maker's certificate.
    package var minEntropy: Double

    package init(module: String, slot: UInt? = nil, pinFile: String? = nil, minEntropy: Double = 0) {
        self.module = module
        self.slot = slot
        self.pinFile = pinFile
        self.minEntropy = minEntropy
    }
}
