/// Imported material. It is one for all regions of a key, and each region brings it along by itself, as with AWS.
extension KeyRecord {
    /// Whether the key can be used here as far as its material goes.
    var isWithoutMaterial: Bool { origin == .external && !here.hasMaterial }

    /// The record as it is to be read at a moment: material that has expired by then counts as gone.
    package func settled(at now: Timestamp) -> KeyRecord {
        guard let materialExpires, materialExpires <= now else { return self }
        var settled = self
        settled.removeMaterial()
        return settled
    }

    /// The stored record without the imported material that has expired anywhere.
    package func removingExpiredMaterial(at now: Timestamp) -> KeyRecord {
        inEveryRegion.map(\.region).reduce(whole) { key, region in
            key.seen(in: region)?.settled(at: now).whole ?? key
        }
    }

    /// Notes certified material that was brought into this region. What another region has stays what it is.
    mutating func takeMaterial(_ material: WrappedMaterial, expires: Timestamp?) {
        if !elsewhere.contains(where: \.hasMaterial) { versions[0].material = material }
        importedFingerprint = material.fingerprint
        here.hasMaterial = true
        here.materialExpires = expires
        if state == .pendingImport { state = .enabled }
    }

    /// Without its imported material here; a key that waits for deletion goes on waiting.
    mutating func removeMaterial() {
        here.hasMaterial = false
        here.materialExpires = nil
        dropUnusedMaterial()
        if !state.isPendingDeletion { state = .pendingImport }
    }

    /// Forgets imported material that no region has any more.
    mutating func dropUnusedMaterial() {
        guard origin == .external, !here.hasMaterial, !elsewhere.contains(where: \.hasMaterial) else { return }
        for index in versions.indices { versions[index].material = nil }
    }
}
