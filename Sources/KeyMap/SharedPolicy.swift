/// Has keys that come one after the other with the same policy, as most do, hold one copy of its text.
package struct SharedPolicy: Sendable {
    private var latest = ""

    package init() {}

    /// The change as it is, its key's policy being the text of the key before if that says the same.
    package mutating func sharing(_ signed: SignedChange) -> SignedChange {
        guard case .key(var key) = signed.change.value else { return signed }
        // By bytes: equal strings may be written differently, and the hub signed the bytes.
        guard key.policy.utf8.elementsEqual(latest.utf8) else {
            latest = key.policy
            return signed
        }
        key.policy = latest
        let change = signed.change
        return SignedChange(
            change: KeyMapChange(
                revision: change.revision, previous: change.previous, name: change.name, value: .key(key)),
            signature: signed.signature)
    }
}
