extension KeyMapReplica {
    /// A key as it is in a region; nil where it is not there.
    ///
    /// - Parameter region: empty for the key's own, which of a multi-Region key is the primary one.
    package func key(_ id: KeyID, in region: String) -> KeyRecord? { key(id)?.seen(in: region) }
}
