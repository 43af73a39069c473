import DequeModule
import KeyMap
import Secrets
import ThresholdCrypto

/// An output of the PRF, and the epoch of the committee that derived it; wiped when nobody holds it any more.
final class DerivedOutput: Sendable {
    let w: SecretBytes
    let epoch: Epoch

    init(_ w: consuming SecretBytes, epoch: Epoch) {
        self.w = w
        self.epoch = epoch
    }
}

/// The contents of a ``DerivationCache``, as a value without clock and lock.
struct HeldDerivations {
    private struct Entry {
        let output: DerivedOutput
        /// Of the key's record that was in force.
        let revision: UInt64
        let expires: ContinuousClock.Instant
        var usesLeft: Int
    }

    private let limits: DerivationLimits
    private var entries: [PRFInput: Entry] = [:]
    /// Every entry, and some that are gone, oldest first.
    private var order: Deque<(input: PRFInput, expires: ContinuousClock.Instant)> = []

    init(_ limits: DerivationLimits) {
        self.limits = limits
    }

    var count: Int { entries.count }

    /// The output for an input, one use of it taken; nil where there is none of this revision of the key's record.
    mutating func take(_ input: PRFInput, revision: UInt64, at now: ContinuousClock.Instant) -> DerivedOutput? {
        expire(at: now)
        guard var entry = entries[input], entry.revision == revision else { return nil }
        entry.usesLeft -= 1
        entries[input] = entry.usesLeft > 0 ? entry : nil
        return entry.output
    }

    mutating func insert(
        _ output: DerivedOutput, for input: PRFInput, revision: UInt64, at now: ContinuousClock.Instant
    ) {
        expire(at: now)
        let expires = now + limits.lifetime
        if entries[input] == nil {
            while entries.count >= limits.entries, let oldest = order.popFirst() { remove(oldest) }
        }
        entries[input] = Entry(output: output, revision: revision, expires: expires, usesLeft: limits.uses)
        order.append((input, expires))
        // Entries whose uses are up, or that were derived again, leave their place behind.
        if order.count > 2 * limits.entries { order.removeAll { entries[$0.input]?.expires != $0.expires } }
    }

    mutating func expire(at now: ContinuousClock.Instant) {
        while let oldest = order.first, oldest.expires <= now {
            order.removeFirst()
            remove(oldest)
        }
    }

    mutating func clear(_ key: KeyID) {
        entries = entries.filter { $0.key.key != key }
    }

    mutating func clear() {
        entries.removeAll()
        order.removeAll()
    }

    private mutating func remove(_ place: (input: PRFInput, expires: ContinuousClock.Instant)) {
        if entries[place.input]?.expires == place.expires { entries[place.input] = nil }
    }
}
