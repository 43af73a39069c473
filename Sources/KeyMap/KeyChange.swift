/// A change that a client may ask of a key.
package enum KeyChange: Hashable, Sendable {
    case describe(String)
    case enable
    case disable
    case scheduleDeletion(days: Int)
    case cancelDeletion
    case tag([KeyRecord.Tag])
    case untag([String])
    case policy(String)
}

extension KeyRecord {
    /// The most tags a key may have (AWS KMS quota).
    package static let tagLimit = 50

    /// The record after a change; the only way in which a key's state moves.
    ///
    /// - Throws: ``KeyMapError`` with `.invalidState` where the key's state forbids the change, `.limitExceeded` where it
    ///   would have too many tags.
    package func applying(_ change: KeyChange, at now: Timestamp) throws(KeyMapError) -> KeyRecord {
        var changed = self
        switch (change, state) {
        case (.cancelDeletion, .pendingDeletion):
            changed.state = .disabled
        case (.cancelDeletion, _):
            throw KeyMapError(.invalidState, "\(arn) is not pending deletion.")
        case (.tag(let added), .enabled), (.tag(let added), .disabled):
            changed.tags = try merging(added)
        case (.untag(let names), .enabled), (.untag(let names), .disabled):
            changed.tags.removeAll { tag in names.contains { $0.utf8.elementsEqual(tag.key.utf8) } }
        case (.policy(let policy), _):
            changed.policy = policy
        case (_, .pendingDeletion):
            throw KeyMapError(.invalidState, "\(arn) is pending deletion.")
        case (.describe(let text), _):
            changed.keyDescription = text
        case (.enable, _):
            changed.state = .enabled
        case (.disable, _):
            changed.state = .disabled
        case (.scheduleDeletion(let days), _):
            changed.state = .pendingDeletion(now.adding(days: days))
        }
        return changed
    }

    private func merging(_ added: [Tag]) throws(KeyMapError) -> [Tag] {
        var merged = tags
        for tag in added {
            if let position = merged.firstIndex(where: { $0.key.utf8.elementsEqual(tag.key.utf8) }) {
                merged[position] = tag
            } else {
                merged.append(tag)
            }
        }
        guard merged.count <= Self.tagLimit else {
            throw KeyMapError(.limitExceeded, "\(arn) would have \(merged.count) tags; \(Self.tagLimit) are allowed.")
        }
        return merged
    }
}
