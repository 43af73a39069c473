import StrictJSON

/// The pairs that a client binds to a ciphertext, sorted by the UTF-8 bytes of their keys.
///
/// Keys are unique by their bytes. Two keys that are canonically equivalent but have different bytes are two keys.
package struct AWSEncryptionContext: Sendable {
    package struct Entry: Sendable {
        package let key: String
        package let value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The most bytes of UTF-8 that keys and values may have together. The service model sets no limit; this one is ours,
    /// because every context stands in the audit log.
    package static let byteLimit = 65_536

    package let entries: [Entry]

    package init() {
        entries = []
    }

    /// - Parameter entries: in any order, no key twice.
    package init(unique entries: [Entry]) {
        self.entries = entries.sorted { $0.key.precedesByBytes($1.key) }
    }

    package var isEmpty: Bool { entries.isEmpty }
}

extension AWSEncryptionContext: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.entries.count == right.entries.count
            && zip(left.entries, right.entries).allSatisfy {
                $0.key.hasSameBytes(as: $1.key) && $0.value.hasSameBytes(as: $1.value)
            }
    }
}
