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
    /// How long a key waits for its deletion, days.
    package static let deletionDays = 7...30

    /// The stored record after a change; the only way in which a key's state moves.
    ///
    /// - Parameter region: where the change is made; empty for the region that the record is seen in.
    /// - Throws: ``KeyMapError`` with `.notFound` where the key is not in the region, `.invalidState` where its state
    ///   forbids the change or it would wait for its deletion too short or too long a time, `.limitExceeded` where it would have too many tags.
    package func applying(
        _ change: KeyChange, in region: String = "", at now: Timestamp
    ) throws(KeyMapError) -> KeyRecord {
        guard let key = seen(in: region) else {
            throw KeyMapError(.notFound, "Key \(id) does not exist in \(region).")
        }
        try key.checkDiffers(change)
        return try key.changed(by: change, at: now).inStep()
    }

    private func changed(by change: KeyChange, at now: Timestamp) throws(KeyMapError) -> KeyRecord {
        var changed = self
        switch (change, state) {
        case (.cancelDeletion, .pendingDeletion), (.cancelDeletion, .pendingReplicaDeletion):
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
        case (_, .pendingReplicaDeletion):
            throw KeyMapError(.invalidState, "\(arn) is pending replica deletion.")
        case (.describe(let text), _):
            changed.keyDescription = text
        case (.importMaterial(let material, let expires), _):
            guard importedFingerprint.isEmpty || importedFingerprint == material.fingerprint else {
                throw KeyMapError(.invalidState, "\(arn) has had other material.")
            }
            changed.takeMaterial(material, expires: expires)
        case (.enable, .pendingImport), (.disable, .pendingImport):
            throw KeyMapError(.invalidState, "\(arn) is pending import.")
        case (.enable, _):
            changed.state = .enabled
        case (.disable, _):
            changed.state = .disabled
        case (.scheduleDeletion(let days), _):
            // Who asks is not believed: a shorter time would be no time to notice.
            guard Self.deletionDays.contains(days) else {
                throw KeyMapError(
                    .invalidState, "\(arn) cannot be deleted in \(days) days: a key waits for 7 to 30 days.")
            }
            changed.state =
                isPrimary && !elsewhere.isEmpty
                ? .pendingReplicaDeletion(days: days) : .pendingDeletion(now.adding(days: days))
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
