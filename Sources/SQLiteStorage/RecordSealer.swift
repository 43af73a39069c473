/// Encryption at rest, as a store needs it: authenticated, and bound to the place where a record lies.
package protocol RecordSealer: Sendable {
    /// - Throws: where nothing could be sealed.
    func seal(_ plaintext: [UInt8], label: String, associatedData: [UInt8]) throws -> [UInt8]

    /// - Throws: unless the bytes were sealed by this key, for this label and this associated data.
    func open(_ sealed: [UInt8], label: String, associatedData: [UInt8]) throws -> [UInt8]

    /// A name for bytes, 32 bytes, always the same and meaningless without the key.
    func pseudonym(of bytes: [UInt8], label: String) -> [UInt8]
}
