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
    /// Material that was imported and certified, and when it expires.
    case importMaterial(WrappedMaterial, expires: Timestamp?)
    case deleteMaterial
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
            changed.state = isWithoutMaterial ? .pendingImport : .disabled
        case (.cancelDeletion, _):
            throw KeyMapError(.invalidState, "\(arn) is not pending deletion.")
        case (.importMaterial, _) where origin != .external, (.deleteMaterial, _) where origin != .external:
            throw KeyMapError(.invalidState, "\(arn) has material of its own.")
        case (.deleteMaterial, _):
            changed.removeMaterial()
        case (.tag(let added), .enabled), (.tag(let added), .disabled), (.tag(let added), .pendingImport):
            changed.tags = try merging(added)
        case (.untag(let names), .enabled), (.untag(let names), .disabled),
            (.untag(let names), .pendingImport):
            changed.tags.removeAll { tag in names.contains { $0.utf8.elementsEqual(tag.key.utf8) } }
        case (.policy(let policy), _):
            changed.policy = policy
        case (_, .pendingDeletion):
            throw KeyMapError(.invalidState, "\(arn) is pending deletion.")
        case (.describe(let text), _):
            changed.keyDescription = text
        case (.importMaterial(let material, let expires), _):
            guard importedFingerprint.isEmpty || importedFingerprint == material.fingerprint else {
                throw KeyMapError(.invalidState, "\(arn) has had other material.")
            }
            changed.versions[0].material = material
            changed.importedFingerprint = material.fingerprint
            changed.materialExpires = expires
            if state == .pendingImport { changed.state = .enabled }
        case (.enable, .pendingImport), (.disable, .pendingImport):
            throw KeyMapError(.invalidState, "\(arn) is pending import.")
        case (.enable, _):
            changed.state = .enabled
        case (.disable, _):
            changed.state = .disabled
        case (.scheduleDeletion(let days), _):
            changed.state = .pendingDeletion(now.adding(days: days))
        }
        return changed
    }

    private var isWithoutMaterial: Bool { origin == .external && versions.allSatisfy { $0.material == nil } }

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
